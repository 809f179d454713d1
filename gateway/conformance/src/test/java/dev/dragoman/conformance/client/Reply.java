package dev.dragoman.conformance.client;

import dev.dragoman.testkit.ScriptedTurn;
import java.util.List;

/**
 * What an SDK made of an answer.
 *
 * @param faults what the SDK's classes find wrong with it
 */
public record Reply(
    String id,
    String model,
    String text,
    List<Call> calls,
    ScriptedTurn.Stop stop,
    long inputTokens,
    long outputTokens,
    List<String> faults) {
  /**
   * A tool call.
   *
   * @param arguments JSON text
   */
  public record Call(String id, String name, String arguments) {}

  public Reply {
    calls = List.copyOf(calls);
    faults = List.copyOf(faults);
  }
}
