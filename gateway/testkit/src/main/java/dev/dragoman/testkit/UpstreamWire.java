package dev.dragoman.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * How an upstream of one protocol spells what a script says. All results are whole bodies or
 * frames.
 */
public sealed interface UpstreamWire permits AnthropicWire, GeminiWire, OpenAiWire, ResponsesWire {
  /** Path below the address of the server at which a generation is asked for. */
  String path();

  /** The JSON body of a whole answer. */
  byte[] whole(String model, ScriptedTurn turn);

  /** The frames of a stream up to, not including, those that say that the turn is over. */
  List<byte[]> opening(String model, ScriptedTurn turn);

  /** The frames that say that the turn is over. */
  List<byte[]> ending(String model, ScriptedTurn turn);

  /** The JSON body of an error answer of HTTP status {@code status}. */
  byte[] error(int status, String message);

  /** The frame of an error inside a stream. */
  byte[] errorFrame(String message);

  /** The frames of a whole stream. */
  default List<byte[]> stream(String model, ScriptedTurn turn) {
    List<byte[]> frames = new ArrayList<>(opening(model, turn));
    frames.addAll(ending(model, turn));
    return frames;
  }
}
