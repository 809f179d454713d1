package dev.dragoman.protocol.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests for Responses upstreams. Source: protocols.md 2.11, "R outbound". */
final class ResponsesRequestEncoderTest {
  private static final Families FAMILIES = Families.load();

  private static Encoded encoded(ChatRequest request, String model) {
    return new ResponsesOutbound()
        .encodeRequest(request, new Target(model, FAMILIES.of(ProtocolId.OPENAI_RESPONSES, model)));
  }

  private static JsonNode body(ChatRequest request, String model) {
    return JsonMapper.shared().readTree(encoded(request, model).request().body());
  }

  private static Reasoning thought(Provider provider, String state) {
    return new Reasoning(
        "a b",
        List.of("a", "b"),
        Reasoning.Kind.SUMMARY,
        new Signature(provider, "", state, Signature.Placement.THINKING),
        "rs_1",
        null,
        Extensions.NONE);
  }

  private static ChatRequest turn(Reasoning thought) {
    return ChatRequest.of(
        "m",
        List.of(
            Message.text(Role.USER, "Hi"),
            Message.of(
                Role.ASSISTANT,
                List.of(thought, Text.of("Look."), ToolCall.of("c", "f", JsonText.EMPTY_OBJECT))),
            Message.of(Role.USER, List.of(ToolResult.of("c", "1"), Text.of("Go on.")))));
  }

  @Test
  @Tag("pitfall-2")
  @Tag("pitfall-79")
  void aTurnIsItsItemsInOrderWithoutIds() {
    // When
    JsonNode input = body(turn(thought(ReasoningItems.OPENAI, "gA")), "gpt-5.1").get("input");

    // Then
    assertThat(input)
        .extracting(item -> item.get("type").asString())
        .containsExactly(
            "message", "reasoning", "message", "function_call", "function_call_output", "message");
    assertThat(input.get(1))
        .hasToString(
            "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"a\"},"
                + "{\"type\":\"summary_text\",\"text\":\"b\"}],\"encrypted_content\":\"gA\"}");
    assertThat(input.findValues("id")).isEmpty();
  }

  @Test
  void whatHoldsNothingThatCanBeSaidIsRefused() {
    ChatRequest request = Responses.asking("[]", "\"instructions\":[{\"type\":\"scent\"}]");

    assertThatThrownBy(() -> encoded(request, "gpt-5.1"))
        .hasMessage("input: none of them has content");
  }

  @Test
  void anUnknownPartStaysInItsMessage() {
    // When
    JsonNode input =
        body(
                Responses.asking(
                    "[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"q\"},"
                        + "{\"type\":\"input_scent\",\"x\":1}]},"
                        + "{\"role\":\"assistant\",\"content\":[{\"type\":\"output_scent\"}]},"
                        + "{\"role\":\"user\",\"content\":\"r\"}]"),
                "gpt-5.1")
            .get("input");

    // Then
    assertThat(input).hasSize(3);
    assertThat(input.get(0).get("content").get(1))
        .hasToString("{\"type\":\"input_scent\",\"x\":1}");
    assertThat(input.get(1).get("role").asString()).isEqualTo("assistant");
    assertThat(input.get(1).get("content").get(0)).hasToString("{\"type\":\"output_scent\"}");
  }

  /** Source: llm-rosetta#403, sub2api#5413. */
  @Test
  @Tag("pitfall-81")
  void idsThatAnotherProviderGaveItemsAreLeftOut() {
    // When
    JsonNode input =
        body(
                Responses.asking(
                    "[{\"type\":\"message\",\"id\":\"chatcmpl-1\",\"role\":\"user\",\"content\":\"q\"},"
                        + "{\"type\":\"reasoning\",\"id\":\"thought_1\",\"summary\":[],"
                        + "\"encrypted_content\":\"gA\"},"
                        + "{\"type\":\"function_call\",\"id\":\"toolu_1\",\"call_id\":\"c\","
                        + "\"name\":\"f\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call_output\",\"id\":\"x\",\"call_id\":\"c\","
                        + "\"output\":\"1\"}]"),
                "gpt-5.1")
            .get("input");

    // Then
    assertThat(input).hasSize(4);
    assertThat(input.findValues("id")).isEmpty();
    assertThat(input.findValuesAsString("call_id")).containsExactly("c", "c");
  }

  @Test
  @Tag("pitfall-70")
  void stateOfOthersIsLeftOut() {
    // When
    Encoded request = encoded(turn(thought(Provider.ANTHROPIC, "Eq")), "gpt-5.1");

    // Then
    assertThat(new String(request.request().body(), StandardCharsets.UTF_8))
        .doesNotContain("reasoning\",\"summary", "Eq");
    assertThat(request.dropped()).extracting(Dropped::loss).contains(Dropped.Loss.OPAQUE_STATE);
  }

  @Test
  void nothingIsStoredAndStateIsAskedFor() {
    // When
    JsonNode body =
        body(Responses.asking("\"Hi\"", "\"reasoning\":{\"effort\":\"low\"}"), "gpt-5.1");

    // Then
    assertThat(body.get("store").asBoolean()).isFalse();
    assertThat(body.get("include")).hasToString("[\"reasoning.encrypted_content\"]");
    assertThat(body.get("reasoning")).hasToString("{\"effort\":\"low\"}");
    assertThat(body.has("stream")).isFalse();
  }

  @Test
  void aModelThatDoesNotThinkIsAskedForNothing() {
    // When
    JsonNode body = body(Responses.asking("\"Hi\""), "gpt-4.1");

    // Then
    assertThat(body.propertyNames()).containsExactlyInAnyOrder("model", "input", "store");
  }

  @Test
  void theLengthOfAnAnswerIsAtLeastWhatOpenAiTakes() {
    // When
    Encoded request = encoded(Responses.asking("\"Hi\"", "\"max_output_tokens\":5"), "gpt-4.1");

    // Then
    assertThat(
            JsonMapper.shared().readTree(request.request().body()).get("max_output_tokens").asInt())
        .isEqualTo(16);
    assertThat(request.dropped()).extracting(Dropped::path).containsExactly("max_output_tokens");
  }

  @Test
  @Tag("pitfall-63")
  void strictnessIsAlwaysSaid() {
    // When
    JsonNode tools =
        body(
                Responses.asking(
                    "\"Hi\"",
                    "\"tools\":[{\"type\":\"function\",\"name\":\"f\"},"
                        + "{\"type\":\"custom\",\"name\":\"p\"},{\"type\":\"web_search\"}]"),
                "gpt-5.1")
            .get("tools");

    // Then
    assertThat(tools)
        .hasToString(
            "[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\","
                + "\"properties\":{}},\"strict\":false},{\"type\":\"custom\",\"name\":\"p\"},"
                + "{\"type\":\"web_search\"}]");
  }

  @Test
  @Tag("pitfall-12")
  void aTurnThatIsBegunIsRefused() {
    assertThatThrownBy(() ->
            encoded(
                Responses.asking(
                    "[{\"role\":\"user\",\"content\":\"a\"},"
                        + "{\"role\":\"assistant\",\"content\":\"b\"}]"),
                "gpt-4.1"))
        .isInstanceOf(GatewayException.class)
        .hasMessageStartingWith("input: ");
  }
}
