package dev.dragoman.protocol.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.UpstreamErrors;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Errors of every upstream, before an answer and within a stream, as each client sees them. Source:
 * protocols.md 4; each row of the table names its own.
 */
final class ErrorPairsTest {
  @TestFactory
  @Tag("pitfall-119")
  @Tag("pitfall-120")
  @Tag("pitfall-122")
  @Tag("pitfall-123")
  @Tag("pitfall-138")
  @Tag("pitfall-139")
  @Tag("pitfall-140")
  Stream<DynamicNode> errorsAreExactInEveryPair() {
    return Table.rows("errors").stream().map(ErrorPairsTest::tests);
  }

  private static DynamicNode tests(JsonNode row) {
    UpstreamProtocol upstream =
        Protocols.ofUpstream(new ProtocolId(row.get("upstream").asString()));
    List<DynamicNode> tests = new ArrayList<>();
    List<StreamEvent> begun = row.has("frame") ? begun(upstream, row) : List.of();
    GatewayError error = begun.isEmpty() ? answered(upstream, row) : broken(begun);
    tests.add(
        dynamicTest("kind", () -> assertThat(error.kind().name()).isEqualTo(text(row, "kind"))));
    GatewayError shown = UpstreamErrors.forClient(error);
    for (ClientProtocol client : Protocols.all()) {
      tests.add(dynamicTest("to " + client.id(), () -> assertWhole(row, client, shown)));
      if (!begun.isEmpty()) {
        tests.add(
            dynamicTest(
                "in a stream to " + client.id(), () -> assertFrame(row, client, begun, shown)));
      }
    }
    return dynamicContainer(upstream.id() + ": " + text(row, "why"), tests);
  }

  private static @Nullable String text(JsonNode row, String name) {
    return row.path(name).isString() ? row.get(name).asString() : null;
  }

  private static GatewayError answered(UpstreamProtocol upstream, JsonNode row) {
    JsonNode body = row.get("body");
    WireHeaders headers = WireHeaders.of("content-type", "application/json");
    for (var header : row.path("headers").properties()) {
      headers = headers.with(header.getKey(), header.getValue().asString());
    }
    WireResponse response =
        new WireResponse(
            row.get("status").asInt(),
            headers,
            Wires.bytes(body.isString() ? body.asString() : body.toString()));
    if (response.status() != 200) {
      return upstream.outbound().decodeError(response);
    }
    try {
      throw new AssertionError("is no answer: " + upstream.outbound().decodeResponse(response));
    } catch (GatewayException error) {
      return error.error();
    }
  }

  /** A stream that has begun and then breaks as the row says. */
  private static List<StreamEvent> begun(UpstreamProtocol upstream, JsonNode row) {
    return Wires.decoded(upstream, Answers.begun(upstream.id()) + row.get("frame").asString());
  }

  private static GatewayError broken(List<StreamEvent> events) {
    assertThat(events.getLast()).isInstanceOf(StreamError.class);
    return ((StreamError) events.getLast()).error();
  }

  private static void assertWhole(JsonNode row, ClientProtocol client, GatewayError error) {
    // When
    WireResponse response = client.inbound().encodeError(error, "0123456789abcdef");

    // Then
    assertThat(response.status()).isEqualTo(expected(row, client).get(0).asInt());
    assertThat(response.headers().first("retry-after")).isEqualTo(text(row, "wait"));
    assertThat(response.headers().first("content-type"))
        .isEqualTo("application/json; charset=utf-8");
    assertError(row, client, Wires.tree(response.body()));
  }

  private static void assertFrame(
      JsonNode row, ClientProtocol client, List<StreamEvent> begun, GatewayError error) {
    // Given
    List<StreamEvent> events = new ArrayList<>(begun);
    events.set(events.size() - 1, new StreamError(error));

    // When
    JsonNode last = Wires.encoded(client, events).getLast();

    // Then
    if (client.id().equals(ProtocolId.OPENAI_RESPONSES)) {
      assertFailed(row, last);
    } else {
      assertError(row, client, last);
    }
  }

  /** The answer so far, failed; its error has a code and a message. */
  private static void assertFailed(JsonNode row, JsonNode last) {
    assertThat(last.get("type").asString()).isEqualTo("response.failed");
    JsonNode error = last.get("response").get("error");
    assertThat(error.propertyNames()).containsExactlyInAnyOrder("code", "message");
    assertThat(error.get("message").asString()).isEqualTo(text(row, "says"));
    assertThat(error.get("code").asString())
        .isEqualTo(codeInAnswer(row.get(ProtocolId.OPENAI_CHAT.value()).get(2)));
  }

  private static String codeInAnswer(JsonNode code) {
    return switch (code.asString("")) {
      case "" -> "invalid_prompt";
      case "upstream_error", "timeout" -> "server_error";
      case String other -> other;
    };
  }

  /** Both of OpenAI's protocols have the same errors. */
  private static JsonNode expected(JsonNode row, ClientProtocol client) {
    return row.get(
        client.id().equals(ProtocolId.OPENAI_RESPONSES)
            ? ProtocolId.OPENAI_CHAT.value()
            : client.id().value());
  }

  private static void assertError(JsonNode row, ClientProtocol client, JsonNode body) {
    JsonNode error = body.get("error");
    JsonNode expected = expected(row, client);
    String own = text(row, client.id() + " says");
    assertThat(error.get("message").asString()).isEqualTo(own == null ? text(row, "says") : own);
    if (client.id().equals(ProtocolId.GEMINI)) {
      assertThat(error.get("code")).isEqualTo(expected.get(0));
      assertThat(error.get("status")).isEqualTo(expected.get(1));
      return;
    }
    assertThat(error.get("type")).isEqualTo(expected.get(1));
    if (client.id().equals(ProtocolId.ANTHROPIC)) {
      assertThat(body.get("type").asString()).isEqualTo("error");
      assertThat(error.propertyNames()).containsExactlyInAnyOrder("type", "message");
      assertThat(body.get("request_id").asString()).isEqualTo("req_0123456789abcdef");
    } else {
      assertThat(error.propertyNames())
          .containsExactlyInAnyOrder("message", "type", "param", "code");
      assertThat(error.get("code")).isEqualTo(expected.get(2));
      assertThat(text(error, "param")).isEqualTo(text(row, "param"));
    }
  }
}
