package dev.dragoman.conformance.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dragoman.conformance.loop.Turn.Redacted;
import dev.dragoman.conformance.loop.Turn.Signed;
import dev.dragoman.conformance.loop.Turn.Thought;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.testkit.BedrockWire;
import dev.dragoman.testkit.EventStreamBytes;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import java.util.ArrayList;
import java.util.List;

/** Claude on Bedrock. Source: Bedrock API reference, {@code ReasoningContentBlock}. */
final class ConverseSpelling implements Spelling {
  @Override
  public Scenario whole(Turn turn) {
    List<String> content = new ArrayList<>(thoughts(turn));
    content.add("{\"text\":" + quoted(turn.text()) + "}");
    content.add(
        "{\"toolUse\":{\"toolUseId\":\"" + turn.id() + "\",\"name\":\"clock\",\"input\":{}}}");
    String body =
        "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":["
            + String.join(",", content)
            + "]}},\"stopReason\":\"tool_use\",\"metrics\":{\"latencyMs\":1},"
            + "\"usage\":{\"inputTokens\":5,\"outputTokens\":5,\"totalTokens\":10}}";
    return Scenario.json(body.getBytes(UTF_8));
  }

  @Override
  public Scenario stream(Turn turn) {
    List<byte[]> messages = new ArrayList<>();
    messages.add(EventStreamBytes.event("messageStart", "{\"role\":\"assistant\"}"));
    int index = 0;
    for (Thought thought : turn.thoughts()) {
      messages.addAll(
          switch (thought) {
            case Signed(String text, String signature) ->
                BedrockWire.thought(index, text, signature);
            case Redacted(String data) -> BedrockWire.redacted(index, data);
          });
      index++;
    }
    messages.add(BedrockWire.delta(index, "{\"text\":" + quoted(turn.text()) + "}"));
    messages.add(BedrockWire.blockStop(index++));
    messages.add(
        EventStreamBytes.event(
            "contentBlockStart",
            "{\"contentBlockIndex\":%d,\"start\":{\"toolUse\":{\"toolUseId\":\"%s\",\"name\":\"clock\"}}}"
                .formatted(index, turn.id())));
    messages.add(BedrockWire.delta(index, "{\"toolUse\":{\"input\":\"{}\"}}"));
    messages.add(BedrockWire.blockStop(index));
    messages.addAll(BedrockWire.ending(ScriptedTurn.saying().calling(turn.call()).using(5, 5)));
    return Scenario.eventStream(messages);
  }

  @Override
  public List<String> thoughts(Turn turn) {
    return turn.thoughts().stream()
        .map(thought ->
            "{\"reasoningContent\":"
                + switch (thought) {
                  case Signed(String text, String signature) ->
                      "{\"reasoningText\":{\"signature\":"
                          + quoted(signature)
                          + ",\"text\":"
                          + quoted(text)
                          + "}}";
                  case Redacted(String data) -> "{\"redactedContent\":" + quoted(data) + "}";
                }
                + "}")
        .toList();
  }

  private static String quoted(String text) {
    return JsonText.ofString(text).text();
  }
}
