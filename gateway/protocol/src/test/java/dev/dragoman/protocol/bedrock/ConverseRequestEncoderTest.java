package dev.dragoman.protocol.bedrock;

import static dev.dragoman.protocol.bedrock.Converse.ADAPTIVE;
import static dev.dragoman.protocol.bedrock.Converse.BUDGET;
import static dev.dragoman.protocol.bedrock.Converse.NOVA;
import static dev.dragoman.protocol.bedrock.Converse.UNKNOWN;
import static dev.dragoman.protocol.bedrock.Converse.asked;
import static dev.dragoman.protocol.bedrock.Converse.askedWith;
import static dev.dragoman.protocol.bedrock.Converse.assertRefused;
import static dev.dragoman.protocol.bedrock.Converse.body;
import static dev.dragoman.protocol.bedrock.Converse.chat;
import static dev.dragoman.protocol.bedrock.Converse.encoded;
import static dev.dragoman.protocol.bedrock.Converse.paths;
import static dev.dragoman.protocol.bedrock.Converse.saying;
import static dev.dragoman.protocol.bedrock.Converse.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.model.ChatRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Source: protocols.md 2.1 to 2.11, columns of Bedrock. */
final class ConverseRequestEncoderTest {
  private static final String CALL =
      "{\"role\":\"user\",\"content\":\"go\"},{\"role\":\"assistant\",\"content\":"
          + "[{\"type\":\"tool_use\",\"id\":\"c.1:a\",\"name\":\"f\",\"input\":{}}]}";
  private static final String TOOL =
      "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]";

  @Test
  void theModelIsInThePathWhateverItHolds() {
    // Given
    String arn = "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-x";

    // When
    Encoded encoded = encoded(saying("{\"role\":\"user\",\"content\":\"hi\"}"), arn);

    // Then
    assertThat(encoded.request().path())
        .isEqualTo(
            "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2F"
                + "eu.anthropic.claude-x/converse");
    assertThat(encoded(askedWith("\"stream\":true"), BUDGET).request().path())
        .endsWith("/converse-stream");
  }

  @Test
  @Tag("pitfall-5")
  void blankTextGoesAndSoDoesAMessageThatHoldsNothingElse() {
    // When: boto/botocore#3525
    JsonNode body =
        body(
            saying(
                "{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"content\":\""
                    + " \\n\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"  \"},"
                    + "{\"type\":\"text\",\"text\":\"there\"}]}"));

    // Then
    assertThat(body.get("messages"))
        .isEqualTo(
            tree("[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"},{\"text\":\"there\"}]}]"));
  }

  @Test
  @Tag("pitfall-18")
  void theLineThatChangesWithEachRequestIsNotSent() {
    // When: claude-code#68900
    JsonNode body =
        body(
            askedWith(
                "\"system\":[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: a=1\"},"
                    + "{\"type\":\"text\",\"text\":\"Be brief.\"}]"));

    // Then
    assertThat(body.get("system")).isEqualTo(tree("[{\"text\":\"Be brief.\"}]"));
  }

  @Test
  @Tag("pitfall-13")
  void aHistoryThatBeginsWithTheAssistantGetsAUserBeforeIt() {
    // When
    JsonNode body =
        body(
            saying(
                "{\"role\":\"assistant\",\"content\":\"yes?\"},"
                    + "{\"role\":\"user\",\"content\":\"hi\"}"));

    // Then
    assertThat(body.at("/messages/0/role").asString()).isEqualTo("user");
  }

  @Test
  void aLateInstructionIsUserTextAtItsPlace() {
    // When
    JsonNode body =
        body(
            saying(
                "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},"
                    + "{\"role\":\"system\",\"content\":\"c\"},{\"role\":\"user\",\"content\":\"d\"}"));

    // Then
    assertThat(body.at("/messages/2/content"))
        .isEqualTo(tree("[{\"text\":\"<system-reminder>c</system-reminder>\"},{\"text\":\"d\"}]"));
    assertThat(body.has("system")).isFalse();
  }

  @Test
  @Tag("pitfall-12")
  void aTurnThatTheModelDoesNotContinueIsRefused() {
    // Given
    ChatRequest request =
        saying("{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}");

    // Then
    assertRefused("messages", () -> encoded(request, ADAPTIVE));
    assertThat(body(request, BUDGET).at("/messages/1/content/0/text").asString()).isEqualTo("b");
  }

  @Test
  @Tag("pitfall-36")
  @Tag("pitfall-28")
  void aFailedResultHasTheStatusOfAnError() {
    // When
    JsonNode body =
        body(
            saying(
                CALL
                    + ",{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                    + "\"tool_use_id\":\"c.1:a\",\"is_error\":true,\"content\":\"boom\"}]}"));

    // Then
    JsonNode result = body.at("/messages/2/content/0/toolResult");
    assertThat(result)
        .isEqualTo(
            tree(
                "{\"toolUseId\":\"c.1:a\",\"content\":[{\"text\":\"boom\"}],\"status\":\"error\"}"));
  }

  @Test
  @Tag("pitfall-38")
  @Tag("pitfall-39")
  void anEmptyResultGetsATextAndAHistoryOfCallsGetsTools() {
    // When: dify#17545
    JsonNode body =
        body(
            saying(
                CALL
                    + ",{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                    + "\"tool_use_id\":\"c.1:a\",\"content\":\" \"}]}"));

    // Then
    assertThat(body.at("/messages/2/content/0/toolResult/content"))
        .isEqualTo(tree("[{\"text\":\"(no output)\"}]"));
    assertThat(body.get("toolConfig"))
        .isEqualTo(
            tree(
                "{\"tools\":[{\"toolSpec\":{\"name\":\"f\","
                    + "\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}]}"));
  }

  @Test
  @Tag("pitfall-40")
  void whereNoToolMayBeCalledNoneIsToldOf() {
    // When
    JsonNode body =
        body(
            asked(
                "{\"model\":\"m\",\"max_tokens\":9,"
                    + TOOL
                    + ",\"tool_choice\":{\"type\":\"none\"},\"messages\":["
                    + CALL
                    + ",{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                    + "\"tool_use_id\":\"c.1:a\",\"content\":\"done\"}]}]}"));

    // Then
    assertThat(body.has("toolConfig")).isFalse();
    assertThat(body.toString()).doesNotContain("toolUse").contains("done");
  }

  @Test
  @Tag("pitfall-44")
  @Tag("pitfall-45")
  void aToolIsWrittenAsASpec() {
    // When
    JsonNode body =
        body(
            askedWith(
                "\"tools\":[{\"name\":\"a/b\",\"description\":\"\",\"input_schema\":{}}],"
                    + "\"tool_choice\":{\"type\":\"tool\",\"name\":\"a/b\"}"));

    // Then
    assertThat(body.get("toolConfig"))
        .isEqualTo(
            tree(
                "{\"tools\":[{\"toolSpec\":{\"name\":\"a_b\",\"inputSchema\":{\"json\":"
                    + "{\"type\":\"object\",\"properties\":{}}}}}],"
                    + "\"toolChoice\":{\"tool\":{\"name\":\"a_b\"}}}"));
  }

  /** Source: protocols.md 2.7, typed client tools. */
  @Test
  void aToolThatTheClientRunsIsAFunctionOfItsName() {
    // Given
    ChatRequest request = askedWith("\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"}]");

    // Then
    assertThat(body(request).at("/toolConfig/tools/0/toolSpec/name").asString()).isEqualTo("bash");
    assertThat(paths(encoded(request, BUDGET))).containsExactly("tools[0]");
  }

  @Test
  @Tag("pitfall-47")
  void aToolThatAnotherProviderRunsIsLeftOutOrRefused() {
    // Given: envoyproxy/ai-gateway#2124
    String search = "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}";
    ChatRequest beside = askedWith(TOOL.replace("[", "[" + search + ","));

    // Then
    assertThat(body(beside).at("/toolConfig/tools").size()).isEqualTo(1);
    assertThat(paths(encoded(beside, BUDGET))).containsExactly("tools[0]");
    assertRefused("tools[0]", () -> encoded(askedWith("\"tools\":[" + search + "]"), BUDGET));
  }

  @Test
  void aFreeChoiceIsNotSaidSinceSomeModelsRefuseTheWord() {
    // When: BerriAI/litellm#11790
    JsonNode body = body(askedWith(TOOL + ",\"tool_choice\":{\"type\":\"auto\"}"));

    // Then
    assertThat(body.get("toolConfig").propertyNames()).containsExactly("tools");
  }

  @Test
  void oneCallAtATimeIsAskedOfClaudeInItsOwnForm() {
    // Given
    ChatRequest request =
        askedWith(TOOL + ",\"tool_choice\":{\"type\":\"any\",\"disable_parallel_tool_use\":true}");

    // When
    JsonNode claude = body(request);
    Encoded nova = encoded(request, NOVA);

    // Then
    assertThat(claude.at("/additionalModelRequestFields/tool_choice"))
        .isEqualTo(tree("{\"type\":\"any\",\"disable_parallel_tool_use\":true}"));
    assertThat(claude.at("/toolConfig/toolChoice").isMissingNode()).isTrue();
    assertThat(paths(nova)).contains("tool_choice.disable_parallel_tool_use");
    assertThat(body(request, NOVA).at("/toolConfig/toolChoice")).isEqualTo(tree("{\"any\":{}}"));
  }

  @Test
  @Tag("pitfall-71")
  @Tag("pitfall-69")
  @Tag("pitfall-68")
  void signedThoughtsReturnUnchangedAndOthersGo() {
    // When
    Encoded encoded =
        encoded(
            saying(
                "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":["
                    + "{\"type\":\"thinking\",\"thinking\":\"no signature\"},"
                    + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"EqQB+/=\"},"
                    + "{\"type\":\"redacted_thinking\",\"data\":\"AQID\"},"
                    + "{\"type\":\"thinking\",\"thinking\":\"x\",\"signature\":\"gw1.openai.e30\"},"
                    + "{\"type\":\"text\",\"text\":\"b\"}]},{\"role\":\"user\",\"content\":\"c\"}"),
            BUDGET);

    // Then
    assertThat(
            tree(new String(encoded.request().body(), StandardCharsets.UTF_8))
                .at("/messages/1/content"))
        .isEqualTo(
            tree(
                "[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"\",\"signature\":\"EqQB+/=\"}}},"
                    + "{\"reasoningContent\":{\"redactedContent\":\"AQID\"}},{\"text\":\"b\"}]"));
    assertThat(paths(encoded)).containsExactly("messages[1].content[0]");
  }

  @Test
  @Tag("pitfall-96")
  void betasThatBedrockDoesNotKnowGoWithTheirFields() {
    // When: claude-code#49370
    Encoded encoded =
        encoded(
            askedWith(
                "\"context_management\":{\"edits\":[]}",
                "anthropic-beta",
                "context-management-2025-06-27, interleaved-thinking-2025-05-14"),
            BUDGET);
    JsonNode body = body(askedWith("\"top_k\":5", "anthropic-beta", "claude-code-20250219"));

    // Then
    assertThat(new String(encoded.request().body(), StandardCharsets.UTF_8))
        .contains("\"anthropic_beta\":[\"interleaved-thinking-2025-05-14\"]")
        .doesNotContain("context_management");
    assertThat(paths(encoded)).containsExactlyInAnyOrder("context_management", "anthropic-beta");
    assertThat(body.get("additionalModelRequestFields")).isEqualTo(tree("{\"top_k\":5}"));
  }

  @Test
  @Tag("pitfall-88")
  @Tag("pitfall-89")
  void whatIsDrawnAndWhereItStopsIsBounded() {
    // When
    JsonNode body =
        body(
            askedWith(
                "\"temperature\":0,\"top_p\":0.5,\"top_k\":3,\"stop_sequences\":[\" \",\"END\"]"));

    // Then
    assertThat(body.get("inferenceConfig"))
        .isEqualTo(tree("{\"maxTokens\":20000,\"temperature\":0,\"stopSequences\":[\"END\"]}"));
    assertThat(body.get("additionalModelResponseFieldPaths"))
        .isEqualTo(tree("[\"/stop_sequence\"]"));
    assertThat(
            body(
                    chat(
                        "{\"model\":\"m\",\"temperature\":1.7,\"messages\":[{\"role\":\"user\","
                            + "\"content\":\"x\"}]}"),
                    UNKNOWN)
                .get("inferenceConfig"))
        .isEqualTo(tree("{\"temperature\":1}"));
    assertThat(body(askedWith("\"top_k\":3"), NOVA).get("additionalModelRequestFields"))
        .isEqualTo(tree("{\"inferenceConfig\":{\"topK\":3}}"));
  }

  @Test
  void theWarmingOfACacheIsRefused() {
    assertRefused(
        "max_tokens",
        () ->
            encoded(
                asked(
                    "{\"model\":\"m\",\"max_tokens\":0,\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"x\"}]}"),
                BUDGET));
  }

  @Test
  void whoAsksAndTheTierAreTold() {
    // When
    JsonNode body =
        body(askedWith("\"metadata\":{\"user_id\":\"u-1\"},\"service_tier\":\"standard_only\""));
    Encoded odd = encoded(askedWith("\"metadata\":{\"user_id\":\"{json}\"}"), BUDGET);

    // Then
    assertThat(body.get("requestMetadata")).isEqualTo(tree("{\"user_id\":\"u-1\"}"));
    assertThat(body.get("serviceTier")).isEqualTo(tree("{\"type\":\"default\"}"));
    assertThat(paths(odd)).containsExactly("metadata.user_id");
  }

  @Test
  @Tag("pitfall-19")
  void theSameRequestGivesTheSameBytes() {
    // Given
    ChatRequest request = askedWith(TOOL + ",\"thinking\":{\"type\":\"adaptive\"}");

    // Then
    assertThat(encoded(request, ADAPTIVE).request().body())
        .isEqualTo(encoded(request, ADAPTIVE).request().body());
  }
}
