package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.Usage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiChatResponseDecoderTest {
  private static Candidate decoded(String message, String finish) {
    return Chat.decodeResponse(
            "{\"id\":\"x\",\"choices\":[{\"message\":"
                + message
                + ",\"finish_reason\":"
                + finish
                + "}]}")
        .candidates()
        .getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"arguments\":\"{}\"}}]}",
        "{\"tool_calls\":[{\"id\":\"a\",\"custom\":{\"name\":\"\",\"input\":\"x\"}}]}",
        "{\"function_call\":{\"arguments\":\"{}\"}}"
      })
  void aCallWithoutANameIsAFaultOfTheUpstream(String message) {
    // When
    GatewayException refused =
        catchThrowableOfType(GatewayException.class, () -> decoded(message, "\"tool_calls\""));

    // Then
    assertThat(refused.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  @Test
  void aWholeAnswerIsRead() {
    // When
    ChatResponse response =
        Chat.decodeResponse(
            """
            {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt",
             "choices":[{"index":0,"message":{"role":"assistant","content":"hi","refusal":null},
                         "logprobs":null,"finish_reason":"stop"}],
             "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5},
             "service_tier":"default","system_fingerprint":"fp"}
            """);

    // Then
    assertThat(response.id()).isEqualTo("chatcmpl-1");
    assertThat(response.model()).isEqualTo("gpt");
    assertThat(response.created()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    assertThat(response.serviceTier()).isEqualTo("default");
    assertThat(response.fingerprint()).isEqualTo("fp");
    assertThat(response.usage().inputUncached()).isEqualTo(3);
    assertThat(response.usage().outputTotal()).isEqualTo(2);
    assertThat(response.candidates())
        .containsExactly(
            new Candidate(
                0,
                List.of(Text.of("hi")),
                StopReason.of(Kind.END_TURN, "stop"),
                null,
                Extensions.NONE));
  }

  /** litellm#34692, anthropics/claude-code#62396. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "[]"})
  @Tag("pitfall-6")
  @Tag("pitfall-7")
  void emptyContentBesideCallsMakesNoText(String content) {
    // When
    Candidate candidate =
        decoded(
            "{\"content\":"
                + content
                + ",\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
            "\"tool_calls\"");

    // Then
    assertThat(candidate.content()).containsExactly(ToolCall.of("a", "f", JsonText.EMPTY_OBJECT));
  }

  /** maximhq/bifrost#6123, litellm#34692. */
  @ParameterizedTest
  @CsvSource({
    "'\"stop\"',TOOL_USE", "'\"tool_calls\"',TOOL_USE", "'\"function_call\"',TOOL_USE",
    "null,TOOL_USE", "'\"eos\"',TOOL_USE", "'\"length\"',MAX_TOKENS",
    "'\"content_filter\"',CONTENT_FILTER"
  })
  @Tag("pitfall-113")
  @Tag("pitfall-53")
  void callsMakeAToolUseUnlessTheyWereCut(String finish, Kind kind) {
    // When
    Candidate candidate =
        decoded("{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\"}}]}", finish);

    // Then
    assertThat(candidate.stop().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"stop\"',END_TURN",
    "'\"tool_calls\"',END_TURN",
    "null,END_TURN",
    "'\"\"',END_TURN",
    "'\"length\"',MAX_TOKENS",
    "'\"content_filter\"',CONTENT_FILTER",
    "'\"weird\"',OTHER"
  })
  @Tag("pitfall-117")
  void finishReasonsOfTextAreRead(String finish, Kind kind) {
    assertThat(decoded("{\"content\":\"a\"}", finish).stop().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"reasoning_content\":\"hm\",\"content\":\"a\"}",
        "{\"reasoning\":\"hm\",\"content\":\"a\"}",
        "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm\"}],"
            + "\"content\":\"a\"}",
        "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]},"
            + "{\"type\":\"text\",\"text\":\"a\"}]}"
      })
  @Tag("pitfall-76")
  @Tag("pitfall-77")
  void reasoningOfEveryFormComesFirst(String message) {
    assertThat(decoded(message, "\"stop\"").content())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isInstanceOfSatisfying(
                        Reasoning.class,
                        thought ->
                            assertThat(thought.withSignature(null)).isEqualTo(Reasoning.of("hm"))),
            second -> assertThat(second).isEqualTo(Text.of("a")));
  }

  @Test
  void aRefusalIsABlockAndAReason() {
    // When
    Candidate candidate = decoded("{\"content\":null,\"refusal\":\"no\"}", "\"stop\"");

    // Then
    assertThat(candidate.content()).containsExactly(Refusal.of("no"));
    assertThat(candidate.stop().kind()).isEqualTo(Kind.REFUSAL);
  }

  @Test
  @Tag("pitfall-21")
  @Tag("pitfall-24")
  void argumentsAreReadByTheRuleOfArguments() {
    // When
    Candidate candidate =
        decoded(
            """
            {"tool_calls":[
              {"id":"a","function":{"name":"f","arguments":"{\\"n\\":1234567890123456789}"}},
              {"id":"b","function":{"name":"g","arguments":{"x":1.0}}},
              {"id":"c","function":{"name":"h","arguments":null}}]}
            """,
            "\"tool_calls\"");

    // Then
    assertThat(candidate.content())
        .extracting(block -> ((ToolCall) block).arguments().text())
        .containsExactly("{\"n\":1234567890123456789}", "{\"x\":1.0}", "{}");
  }

  /** QuantumNous/new-api#671. */
  @Test
  void callsWithoutIdGetDistinctOnes() {
    // When
    Candidate candidate =
        decoded(
            "{\"tool_calls\":[{\"function\":{\"name\":\"f\"}},{\"function\":{\"name\":\"f\"}}]}",
            "\"stop\"");

    // Then
    assertThat(candidate.content())
        .extracting(block -> ((ToolCall) block).id())
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("call_[0-9a-f]{24}"));
  }

  /** litellm#35127, langchain#32818, openinference#1429. */
  @Test
  @Tag("pitfall-110")
  void cachedTokensAreCountedBesideTheOthers() {
    // When
    Usage usage =
        usage(
            """
            {"prompt_tokens":20,"completion_tokens":9,
             "prompt_tokens_details":{"cached_tokens":5,"cache_write_tokens":4},
             "completion_tokens_details":{"reasoning_tokens":6}}
            """);

    // Then
    assertThat(usage.inputUncached()).isEqualTo(11);
    assertThat(usage.cacheRead()).isEqualTo(5);
    assertThat(usage.cacheWrite()).isEqualTo(4);
    assertThat(usage.outputTotal()).isEqualTo(9);
    assertThat(usage.reasoning()).isEqualTo(6);
  }

  @Test
  void oddCountsAreRead() {
    assertThat(usage("{\"prompt_tokens\":20,\"prompt_cache_hit_tokens\":8}"))
        .extracting(Usage::inputUncached, Usage::cacheRead, Usage::outputTotal)
        .containsExactly(12L, 8L, null);
    assertThat(
            usage(
                    "{\"completion_tokens\":3,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":7}}")
                .outputTotal())
        .isEqualTo(10);
    assertThat(usage("null")).isEqualTo(Usage.UNKNOWN);
  }

  private static Usage usage(String usage) {
    return Chat.decodeResponse("{\"choices\":[{\"message\":{}}],\"usage\":" + usage + "}").usage();
  }

  /** kortix-ai/suna#4352, OmniRoute#8210. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"error\":{\"message\":\"slow\",\"code\":429}} | RATE_LIMIT",
        "{\"error\":{\"message\":\"x\",\"code\":\"context_length_exceeded\"}} | CONTEXT_TOO_LONG",
        "{\"object\":\"error\",\"message\":\"bad\",\"code\":400} | INVALID_REQUEST",
        "{\"error\":{\"message\":\"x\"}} | BAD_UPSTREAM",
        "{\"choices\":[]} | BAD_UPSTREAM",
        "<html> | BAD_UPSTREAM",
        "7 | BAD_UPSTREAM"
      })
  @Tag("pitfall-122")
  @Tag("pitfall-138")
  void whatIsNoAnswerIsAnError(String body, ErrorKind kind) {
    GatewayException failed =
        catchThrowableOfType(GatewayException.class, () -> Chat.decodeResponse(body));
    assertThat(failed.error().kind()).isEqualTo(kind);
  }
}
