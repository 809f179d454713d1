package dev.dragoman.conformance.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dragoman.conformance.loop.Turn.Redacted;
import dev.dragoman.conformance.loop.Turn.Signed;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.testkit.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gemini: thoughts that are shown and signed, and signatures of parts with empty text. Source:
 * "Thought signatures" on ai.google.dev.
 */
final class GeminiSpelling implements Spelling {
  @Override
  public Scenario whole(Turn turn) {
    return Scenario.json(answer(String.join(",", parts(turn)), "STOP"));
  }

  @Override
  public Scenario stream(Turn turn) {
    List<byte[]> frames = new ArrayList<>();
    parts(turn).forEach(part -> frames.add(SseFrame.bytes(null, answer(part, null))));
    frames.add(SseFrame.bytes(null, answer("{\"text\":\"\"}", "STOP")));
    return Scenario.stream(frames);
  }

  private List<String> parts(Turn turn) {
    List<String> parts = new ArrayList<>(thoughts(turn));
    parts.add("{\"text\":" + quoted(turn.text()) + "}");
    parts.add("{\"functionCall\":{\"id\":\"" + turn.id() + "\",\"name\":\"clock\",\"args\":{}}}");
    return parts;
  }

  private static byte[] answer(String parts, @Nullable String reason) {
    String stop = reason == null ? "" : ",\"finishReason\":\"" + reason + "\"";
    return ("{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":["
            + parts
            + "]}"
            + stop
            + "}],\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":5},"
            + "\"modelVersion\":\"gemini-3-flash-preview\",\"responseId\":\"r-loop\"}")
        .getBytes(UTF_8);
  }

  @Override
  public List<String> thoughts(Turn turn) {
    return turn.thoughts().stream()
        .map(thought ->
            switch (thought) {
              case Signed(String text, String signature) ->
                  "{\"text\":"
                      + quoted(text)
                      + ",\"thought\":true,\"thoughtSignature\":"
                      + quoted(signature)
                      + "}";
              case Redacted(String data) ->
                  "{\"text\":\"\",\"thoughtSignature\":" + quoted(data) + "}";
            })
        .toList();
  }

  private static String quoted(String text) {
    return JsonText.ofString(text).text();
  }
}
