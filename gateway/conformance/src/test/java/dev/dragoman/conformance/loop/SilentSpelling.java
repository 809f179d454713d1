package dev.dragoman.conformance.loop;

import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import java.util.List;

/** OpenAI on Chat Completions, which shows no thought and takes none back. */
final class SilentSpelling implements Spelling {
  private static final OpenAiWire WIRE = new OpenAiWire();
  private static final String MODEL = "gpt";

  private static ScriptedTurn spoken(Turn turn) {
    return ScriptedTurn.saying(turn.text()).calling(turn.call());
  }

  @Override
  public Scenario whole(Turn turn) {
    return Scenario.json(WIRE.whole(MODEL, spoken(turn)));
  }

  @Override
  public Scenario stream(Turn turn) {
    return Scenario.stream(WIRE.stream(MODEL, spoken(turn)));
  }

  @Override
  public List<String> thoughts(Turn turn) {
    return List.of();
  }
}
