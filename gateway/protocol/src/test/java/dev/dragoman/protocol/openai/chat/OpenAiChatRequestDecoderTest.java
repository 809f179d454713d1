package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiChatRequestDecoderTest {
  private static ChatRequest with(String members) {
    return Chat.decode(
        """
        {"model":"m","messages":[{"role":"user","content":"hi"}],%s}
        """
            .formatted(members));
  }

  @Test
  void everyNamedParameterIsRead() {
    // When
    ChatRequest request =
        with(
            """
            "temperature":0.5,"top_p":0.9,"top_k":40,"frequency_penalty":0.1,
            "presence_penalty":-0.2,"seed":9007199254740993,"logit_bias":{"50256":-100},
            "logprobs":true,"top_logprobs":3,"n":2,"stop":["a","b"],"max_completion_tokens":9,
            "parallel_tool_calls":false,"user":"u","safety_identifier":"s",
            "metadata":{"k":"v"},"prompt_cache_key":"p","prompt_cache_retention":"24h",
            "service_tier":"flex","verbosity":"low","stream":true,
            "stream_options":{"include_usage":true}\
            """);

    // Then
    assertThat(request.sampling().temperature()).isEqualTo(0.5);
    assertThat(request.sampling().topP()).isEqualTo(0.9);
    assertThat(request.sampling().topK()).isEqualTo(40.0);
    assertThat(request.sampling().frequencyPenalty()).isEqualTo(0.1);
    assertThat(request.sampling().presencePenalty()).isEqualTo(-0.2);
    assertThat(request.sampling().seed()).isEqualTo(9007199254740993L);
    assertThat(request.sampling().logitBias()).containsEntry("50256", -100.0);
    assertThat(request.sampling().logprobs()).isTrue();
    assertThat(request.sampling().topLogprobs()).isEqualTo(3);
    assertThat(request.candidateCount()).isEqualTo(2);
    assertThat(request.stopSequences()).containsExactly("a", "b");
    assertThat(request.maxOutputTokens()).isEqualTo(9);
    assertThat(request.parallelToolCalls()).isFalse();
    assertThat(request.identity().endUserId()).isEqualTo("u");
    assertThat(request.identity().safetyId()).isEqualTo("s");
    assertThat(request.identity().metadata()).isEqualTo(Map.of("k", "v"));
    assertThat(request.identity().promptCacheKey()).isEqualTo("p");
    assertThat(request.cachePolicy()).extracting("retention").isEqualTo("24h");
    assertThat(request.serviceTier()).isEqualTo("flex");
    assertThat(request.verbosity()).isEqualTo("low");
    assertThat(request.stream()).isTrue();
    assertThat(request.includeUsageInStream()).isTrue();
    assertThat(request.ext().isEmpty()).isTrue();
  }

  /** litellm#822, promptfoo#7323. */
  @Test
  @Tag("pitfall-88")
  void zeroIsAValueAndNullIsAbsent() {
    // When
    ChatRequest request = with("\"temperature\":0,\"top_p\":null,\"seed\":0,\"stop\":null");

    // Then
    assertThat(request.sampling().temperature()).isZero();
    assertThat(request.sampling().topP()).isNull();
    assertThat(request.sampling().seed()).isZero();
    assertThat(request.stopSequences()).isEmpty();
  }

  @Test
  void aMinimalRequestHasNoDefaults() {
    // When
    ChatRequest request = Chat.decodeMessages("[{\"role\":\"user\",\"content\":\"hi\"}]");

    // Then
    assertThat(request).isEqualTo(ChatRequest.of("m", List.of(Chat.user("hi"))));
  }

  @Test
  void theOldNameOfTheOutputBoundIsRead() {
    assertThat(with("\"max_tokens\":7").maxOutputTokens()).isEqualTo(7);
  }

  @Test
  void theNewNameOfTheOutputBoundWins() {
    assertThat(with("\"max_tokens\":7,\"max_completion_tokens\":8").maxOutputTokens()).isEqualTo(8);
  }

  @Test
  void aSingleStopSequenceMayBeAString() {
    assertThat(with("\"stop\":\"end\"").stopSequences()).containsExactly("end");
  }

  @Test
  void unknownFieldsAreKeptAsTheyWereWritten() {
    // When
    ChatRequest request =
        with(
            "\"store\":true,\"web_search_options\":{\"z\":1.0,\"a\":1e5},"
                + "\"stream_options\":{\"include_usage\":false,\"include_obfuscation\":false}");

    // Then
    assertThat(request.ext().of(ProtocolId.OPENAI_CHAT))
        .containsExactly(
            Map.entry("store", new JsonText("true")),
            Map.entry("web_search_options", new JsonText("{\"z\":1.0,\"a\":1e5}")),
            Map.entry("stream_options.include_obfuscation", new JsonText("false")));
    assertThat(request.includeUsageInStream()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "none,OFF,NONE",
    "minimal,EFFORT,MINIMAL",
    "low,EFFORT,LOW",
    "medium,EFFORT,MEDIUM",
    "high,EFFORT,HIGH",
    "xhigh,EFFORT,XHIGH",
    "max,EFFORT,MAX"
  })
  void effortsAreRead(String word, Mode mode, Effort effort) {
    assertThat(with("\"reasoning_effort\":\"" + word + "\"").reasoning())
        .extracting("mode", "effort")
        .containsExactly(mode, effort);
  }

  @Test
  void anEffortOfASingleServerIsKeptApart() {
    // When
    ChatRequest request = with("\"reasoning_effort\":\"default\"");

    // Then
    assertThat(request.reasoning()).isNull();
    assertThat(request.ext().of(ProtocolId.OPENAI_CHAT))
        .containsEntry("reasoning_effort", new JsonText("\"default\""));
  }

  @Test
  void responseFormatsAreRead() {
    assertThat(with("\"response_format\":{\"type\":\"text\"}").outputFormat())
        .isEqualTo(new OutputFormat.PlainText());
    assertThat(with("\"response_format\":{\"type\":\"json_object\"}").outputFormat())
        .isEqualTo(new OutputFormat.JsonObject());
    assertThat(
            with("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                    + "{\"name\":\"n\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}")
                .outputFormat())
        .isEqualTo(
            new OutputFormat.JsonSchema("n", null, new JsonText("{\"type\":\"object\"}"), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"temperature\":\"hot\"' | temperature | 'temperature: must be a number, is a string'",
        "'\"temperature\":1e99999999999' | temperature | 'temperature: is a number out of range'",
        "'\"n\":1.5' | n | 'n: must be a whole number within 64 bits'",
        "'\"n\":0' | n | 'n: must be at least 1'",
        "'\"logit_bias\":{\"56\":1e400}' | logit_bias.56 |"
            + " 'logit_bias.56: is a number out of range'",
        "'\"stop\":[1]' | 'stop[0]' | 'stop[0]: must be a string, is a number'",
        "'\"max_tokens\":-1' | max_tokens | 'max_tokens: must be at least 1'",
        "'\"max_tokens\":0' | max_tokens | 'max_tokens: must be at least 1'",
        "'\"max_completion_tokens\":0' | max_completion_tokens |"
            + " 'max_completion_tokens: must be at least 1'",
        "'\"tools\":{}' | tools | 'tools: must be an array, is an object'",
        "'\"tools\":[{\"type\":\"function\",\"function\":{}}]' | 'tools[0].function.name' |"
            + " 'tools[0].function.name: is required'",
        "'\"response_format\":{\"type\":\"xml\"}' | response_format.type |"
            + " 'response_format.type: must be one of \"text\", \"json_object\", \"json_schema\"'",
        "'\"tool_choice\":\"maybe\"' | tool_choice |"
            + " 'tool_choice: must be \"none\", \"auto\", \"required\" or an object'"
      })
  void aWrongValueIsNamedWithItsPath(String members, String param, String message) {
    assertThatThrownBy(() -> with(members))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
              assertThat(e.error().param()).isEqualTo(param);
              assertThat(e.error().message()).isEqualTo(message);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | model",
        "{\"model\":\"m\"} | messages",
        "'{\"model\":\"m\",\"messages\":[]}' | messages",
        "'{\"model\":\"m\",\"messages\":[{}]}' | messages[0].role",
        "'{\"model\":\"m\",\"messages\":[{\"role\":\"bot\"}]}' | messages[0].role",
        "'{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":7}]}' |"
            + " messages[0].content",
        "'{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{}]}]}' |"
            + " messages[0].content[0].type",
        "'{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}' |"
            + " messages[0].tool_call_id"
      })
  void aMissingOrWrongPlaceIsNamed(String body, String param) {
    GatewayException refused =
        catchThrowableOfType(GatewayException.class, () -> Chat.decode(body));
    assertThat(refused.error().param()).isEqualTo(param);
  }

  @Test
  void aSystemMessageAloneIsARequest() {
    // When
    ChatRequest request = Chat.decodeMessages("[{\"role\":\"system\",\"content\":\"s\"}]");

    // Then
    assertThat(request.system()).containsExactly(Text.of("s"));
    assertThat(request.messages()).isEmpty();
  }
}
