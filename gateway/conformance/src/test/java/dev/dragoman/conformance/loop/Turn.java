package dev.dragoman.conformance.loop;

import dev.dragoman.testkit.ScriptedTurn.Call;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a model that thinks says in one turn: thoughts, a text, and one call of the clock.
 *
 * @param id of the call
 */
public record Turn(List<Thought> thoughts, String text, String id) {
  public Turn {
    thoughts = List.copyOf(thoughts);
  }

  /** One thought. */
  public sealed interface Thought {
    /** What the vendor alone can read. */
    String state();
  }

  /** A thought that is shown, maybe as an empty text, with the vendor's signature. */
  public record Signed(String text, String state) implements Thought {}

  /** A thought that is only shown encrypted. */
  public record Redacted(String state) implements Thought {}

  /** What is shown of the thoughts. */
  public String thoughtText() {
    StringBuilder shown = new StringBuilder();
    signed().forEach(thought -> shown.append(thought.text()));
    return shown.toString();
  }

  Stream<Signed> signed() {
    return thoughts.stream().filter(Signed.class::isInstance).map(Signed.class::cast);
  }

  Call call() {
    return Call.of(id, "clock", "{}");
  }
}
