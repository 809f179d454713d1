package dev.dragoman.protocol.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Usage of every upstream, as it is counted and as each client sees it, whole and streamed. Source:
 * protocols.md 2.10, "Usage formulas"; each row of the table names its own.
 */
final class UsagePairsTest {
  @TestFactory
  @Tag("pitfall-110")
  @Tag("pitfall-111")
  @Tag("pitfall-128")
  @Tag("pitfall-129")
  @Tag("pitfall-146")
  Stream<DynamicNode> usageIsExactInEveryPair() {
    return Table.rows("usage").stream().map(UsagePairsTest::tests);
  }

  private static DynamicNode tests(JsonNode row) {
    UpstreamProtocol upstream =
        Protocols.ofUpstream(new ProtocolId(row.get("upstream").asString()));
    List<DynamicNode> tests = new ArrayList<>();
    if (!row.has("stream")) {
      ChatResponse answer =
          upstream
              .outbound()
              .decodeResponse(Wires.ok(Answers.whole(upstream.id(), row.get("usage"))));
      tests.add(dynamicTest("whole", () -> assertCounted(row, answer.usage())));
      for (ClientProtocol client : Protocols.all()) {
        tests.add(dynamicTest("whole to " + client.id(), () -> assertWhole(row, client, answer)));
      }
    }
    List<StreamEvent> events = Wires.decoded(upstream, Answers.streamed(upstream.id(), told(row)));
    tests.add(dynamicTest("streamed", () -> assertCounted(row, folded(events).usage())));
    for (ClientProtocol client : Protocols.all()) {
      tests.add(
          dynamicTest("streamed to " + client.id(), () -> assertStreamed(row, client, events)));
    }
    return dynamicContainer(upstream.id() + ": " + row.get("why").asString(), tests);
  }

  /** Where a stream tells usage: as the row says, else all of it once. */
  private static JsonNode told(JsonNode row) {
    if (row.has("stream")) {
      return row.get("stream");
    }
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    JsonNode usage = row.get("usage");
    if (usage == null) {
      told.putArray("deltas").addNull();
      return told;
    }
    told.putArray("deltas").add(usage);
    for (String place : List.of("start", "after", "metadata")) {
      told.set(place, usage);
    }
    return told;
  }

  private static ChatResponse folded(List<StreamEvent> events) {
    ResponseFold fold = new ResponseFold();
    events.forEach(fold);
    return fold.toResponse();
  }

  private static void assertCounted(JsonNode row, Usage usage) {
    Map<String, Long> known = new LinkedHashMap<>();
    put(known, "input", usage.inputUncached());
    put(known, "read", usage.cacheRead());
    put(known, "write", usage.cacheWrite());
    put(known, "write5m", usage.cacheWrite5m());
    put(known, "write1h", usage.cacheWrite1h());
    put(known, "toolPrompt", usage.toolPrompt());
    put(known, "output", usage.outputTotal());
    put(known, "reasoning", usage.reasoning());
    put(known, "audioIn", usage.audioIn());
    put(known, "audioOut", usage.audioOut());
    known.putAll(usage.serverTools());
    Map<String, Long> expected = new LinkedHashMap<>();
    row.get("neutral").properties().forEach(e -> expected.put(e.getKey(), e.getValue().asLong()));
    assertThat(known).isEqualTo(expected);
  }

  private static void put(Map<String, Long> known, String name, @Nullable Long count) {
    if (count != null) {
      known.put(name, count);
    }
  }

  private static void assertWhole(JsonNode row, ClientProtocol client, ChatResponse answer) {
    JsonNode body = Wires.tree(client.inbound().encodeResponse(answer, Wires.CONTEXT));
    JsonNode usage = body.get(member(client));
    assertUsage(row.get(client.id().value()), usage == null || usage.isNull() ? null : usage);
  }

  private static void assertStreamed(
      JsonNode row, ClientProtocol client, List<StreamEvent> events) {
    List<JsonNode> reports =
        Wires.encoded(client, events).stream()
            .filter(frame -> isReport(client, frame))
            .map(frame -> frame.path("response").isObject() ? frame.get("response") : frame)
            .map(frame -> frame.get(member(client)))
            .filter(usage -> usage != null && !usage.isNull())
            .toList();
    JsonNode own = row.get(client.id() + " streamed");
    JsonNode expected = own == null ? row.get(client.id().value()) : own;
    assertThat(reports).as("reports").hasSize(expected.isNull() ? 0 : 1);
    assertUsage(expected, reports.isEmpty() ? null : reports.getFirst());
  }

  private static String member(ClientProtocol client) {
    return client.id().equals(ProtocolId.GEMINI) ? "usageMetadata" : "usage";
  }

  /** The last delta of Anthropic, OpenAI's chunk without choices or its last event. */
  private static boolean isReport(ClientProtocol client, JsonNode frame) {
    String type = frame.path("type").asString("");
    return switch (client.id().value()) {
      case "anthropic" -> type.equals("message_delta");
      case "openai.responses" -> type.equals("response.completed");
      case "gemini" -> frame.has("usageMetadata");
      default -> frame.path("choices").isEmpty();
    };
  }

  private static void assertUsage(JsonNode expected, @Nullable JsonNode shown) {
    assertThat(shown).isEqualTo(expected.isNull() ? null : expected);
  }
}
