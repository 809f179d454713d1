package dev.dragoman.testkit;

import java.util.Arrays;
import java.util.List;

/**
 * What a scripted model says in one turn, free of any wire format; {@link UpstreamWire} spells it.
 *
 * @param text pieces of the visible text, one stream event each; empty for a turn without text
 * @param calls tool calls after the text
 * @param stop why the turn ends
 * @param inputTokens tokens that the upstream claims to have read
 * @param outputTokens tokens that the upstream claims to have written
 */
public record ScriptedTurn(
    List<String> text, List<Call> calls, Stop stop, long inputTokens, long outputTokens) {
  /** Why a turn ends, as both wire formats can say it. */
  public enum Stop {
    END,
    TOOLS,
    LENGTH
  }

  /**
   * A tool call.
   *
   * @param arguments fragments of the arguments' JSON text, one stream event each
   */
  public record Call(String id, String name, List<String> arguments) {
    public Call {
      arguments = List.copyOf(arguments);
    }

    public static Call of(String id, String name, String... arguments) {
      return new Call(id, name, Arrays.asList(arguments));
    }

    /** The whole arguments; an empty text where nothing was said. */
    public String joinedArguments() {
      return String.join("", arguments);
    }
  }

  public ScriptedTurn {
    text = List.copyOf(text);
    calls = List.copyOf(calls);
  }

  /** A turn of text that ends by itself; 11 tokens in, one token out per piece. */
  public static ScriptedTurn saying(String... pieces) {
    return new ScriptedTurn(Arrays.asList(pieces), List.of(), Stop.END, 11, pieces.length);
  }

  /** This turn with tool calls after the text. */
  public ScriptedTurn calling(Call... wanted) {
    return new ScriptedTurn(text, Arrays.asList(wanted), Stop.TOOLS, inputTokens, outputTokens);
  }

  /** This turn with another reason to end. */
  public ScriptedTurn stopping(Stop reason) {
    return new ScriptedTurn(text, calls, reason, inputTokens, outputTokens);
  }

  /** This turn with other counts of tokens. */
  public ScriptedTurn using(long input, long output) {
    return new ScriptedTurn(text, calls, stop, input, output);
  }

  /** The whole visible text. */
  public String joinedText() {
    return String.join("", text);
  }
}
