package dev.dragoman.conformance.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import java.util.ArrayList;
import java.util.List;

/** DeepSeek, which shows one text and signs nothing. Source: api-docs.deepseek.com, Thinking. */
final class ReasoningContentSpelling implements Spelling {
  private static final OpenAiWire WIRE = new OpenAiWire();
  private static final String MODEL = "deepseek";

  @Override
  public Scenario whole(Turn turn) {
    String body =
        "{\"id\":\"d\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"deepseek\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
            + quoted(turn.text())
            + ",\"reasoning_content\":"
            + quoted(turn.thoughtText())
            + ",\"tool_calls\":[{\"id\":\""
            + turn.id()
            + "\",\"type\":\"function\",\"function\":{\"name\":\"clock\",\"arguments\":\"{}\"}}]},"
            + "\"finish_reason\":\"tool_calls\"}],"
            + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":5,\"total_tokens\":10}}";
    return Scenario.json(body.getBytes(UTF_8));
  }

  @Override
  public Scenario stream(Turn turn) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(WIRE.role(MODEL));
    // In two pieces, cut inside what has to come back whole.
    String thought = turn.thoughtText();
    int half = thought.length() / 2;
    for (String piece : List.of(thought.substring(0, half), thought.substring(half))) {
      String data =
          "{\"id\":\"d\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"deepseek\","
              + "\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":"
              + quoted(piece)
              + "},\"finish_reason\":null}]}";
      frames.add(SseFrame.bytes(null, data.getBytes(UTF_8)));
    }
    ScriptedTurn rest = ScriptedTurn.saying(turn.text()).calling(turn.call());
    List<byte[]> spoken = WIRE.stream(MODEL, rest);
    frames.addAll(spoken.subList(1, spoken.size()));
    return Scenario.stream(frames);
  }

  @Override
  public List<String> thoughts(Turn turn) {
    return List.of("\"reasoning_content\":" + quoted(turn.thoughtText()));
  }

  private static String quoted(String text) {
    return JsonText.ofString(text).text();
  }
}
