package dev.dragoman.protocol.gemini;

import static dev.dragoman.protocol.gemini.Gemini.BUDGET;
import static dev.dragoman.protocol.gemini.Gemini.PRO;
import static dev.dragoman.protocol.gemini.Gemini.answer;
import static dev.dragoman.protocol.gemini.Gemini.body;
import static dev.dragoman.protocol.gemini.Gemini.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.ReasoningControls.State;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.envelope.Envelopes;
import dev.dragoman.protocol.envelope.Keys;
import dev.dragoman.protocol.envelope.RememberedState;
import dev.dragoman.protocol.envelope.StateOpener;
import dev.dragoman.protocol.envelope.StateSealer;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Gemini signs comes back through clients of other protocols. Source: protocols.md 2.6. */
final class GeminiRoundTripTest {
  private static final String CALLS =
      "{'functionCall':{'id':'a','name':'f','args':{'x':1}},'thoughtSignature':'S1=='},"
          + "{'functionCall':{'id':'b','name':'g','args':{}}}";

  private static final String ANSWER =
      "{'candidates':[{'content':{'role':'model','parts':[{'text':'hm','thought':true},"
          + CALLS
          + "]},'finishReason':'STOP'}],'responseId':'r1'}";

  private static final Envelopes ENVELOPES = new Envelopes(Keys.ring(Keys.key("k", 1)));

  /** The answer as a client of the protocol gets it. */
  private static JsonNode shown(ClientProtocol client) {
    StateSealer sealer =
        new StateSealer(
            ENVELOPES,
            new StateSealer.Sides(
                client.inbound().thoughtCarrier(),
                new GeminiOutbound().signsThinking(),
                StateSealer.View.TEXT));
    ReplyContext context =
        new ReplyContext("0123456789abcdef01234567", null, Instant.EPOCH, () -> 1, false);
    return JsonMapper.shared()
        .readTree(client.inbound().encodeResponse(sealer.sealed(answer(ANSWER)), context));
  }

  private static ChatRequest decoded(ClientProtocol client, String body) {
    return client
        .inbound()
        .decodeRequest(
            new WireRequest(
                client.endpoints().getFirst().at("public"),
                WireHeaders.NONE,
                body.getBytes(StandardCharsets.UTF_8),
                false));
  }

  private static JsonNode sentBack(ChatRequest history, String model) {
    ChatRequest opened = new StateOpener(ENVELOPES).opened(history).request();
    return body(opened, model).at("/contents/1/parts");
  }

  @Test
  @Tag("pitfall-72")
  void throughAClientOfAnthropics() {
    // Given
    ClientProtocol client = Protocols.of(ProtocolId.ANTHROPIC);
    String history =
        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"go\"},"
            + "{\"role\":\"assistant\",\"content\":"
            + shown(client).get("content")
            + "},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\"},"
            + "{\"type\":\"tool_result\",\"tool_use_id\":\"b\"}]}]}";

    // Then
    assertThat(sentBack(decoded(client, history), PRO)).isEqualTo(tree("[" + CALLS + "]"));
    assertThat(sentBack(decoded(client, history), BUDGET)).isEqualTo(tree("[" + CALLS + "]"));
  }

  @Test
  @Tag("pitfall-72")
  void throughAClientOfOpenAis() {
    // Given
    ClientProtocol client = Protocols.of(ProtocolId.OPENAI_CHAT);
    String history =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"go\"},"
            + shown(client).at("/choices/0/message")
            + ",{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"1\"},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"2\"}]}";

    // Then
    assertThat(sentBack(decoded(client, history), PRO)).isEqualTo(tree("[" + CALLS + "]"));
  }

  @Test
  @Tag("pitfall-72")
  void throughTheMemoryWhereTheClientDropsIt() {
    // Given
    ChatResponse answer = answer(ANSWER);
    List<Reasoning> thoughts =
        answer.candidates().getFirst().content().stream()
            .filter(Reasoning.class::isInstance)
            .map(Reasoning.class::cast)
            .toList();
    ChatRequest history =
        decoded(
            Protocols.of(ProtocolId.OPENAI_CHAT),
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"go\"},"
                + "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}},{\"id\":\"b\","
                + "\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"1\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"2\"}]}");

    // When
    ChatRequest restored =
        RememberedState.restored(
            history, State.GEMINI, call -> call.equals("a") ? thoughts : List.of());

    // Then
    assertThat(sentBack(restored, PRO)).isEqualTo(tree("[" + CALLS + "]"));
  }
}
