package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ConvertTest {
  private static final String REQUEST =
      "{\"model\":\"claude-opus-4-8\",\"max_tokens\":9,\"top_k\":3,\"messages\":"
          + "[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final String ANSWER =
      "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
          + "\"content\":[{\"type\":\"text\",\"text\":\"hello\"}],\"stop_reason\":\"end_turn\","
          + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}";
  private static final String STREAM =
      "data:"
          + " {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"hel\"}}]}\n\n"
          + "data:"
          + " {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

  @TempDir Path home;

  private Shell.Outcome convert(String input, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "convert";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return new Shell(home, Map.of()).reading(input).run(gateway -> {}, arguments);
  }

  @Test
  void aRequestIsConvertedAndItsLossesAreToldByField() {
    // When
    Shell.Outcome outcome =
        convert(REQUEST, "--from", "anthropic", "--to", "openai.chat", "--model", "gpt-4o");

    // Then
    assertThat(JsonMapper.shared().readTree(outcome.out()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                        + "\"max_completion_tokens\":9}"));
    assertThat(outcome.err()).startsWith("lost top_k: ").endsWith(" (advisory)\n");
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void aFileIsReadLikeTheStandardInputAndGivesTheSameBytes() throws IOException {
    // Given
    Path file = Files.writeString(home.resolve("request.json"), REQUEST);

    // When
    Shell.Outcome outcome =
        convert("", "--from", "anthropic", "--to", "openai.chat", file.toString());

    // Then
    assertThat(outcome).isEqualTo(convert(REQUEST, "--from", "anthropic", "--to", "openai.chat"));
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void whatIsRefusedIsNamedAndExitsWithOne() {
    // When
    Shell.Outcome outcome =
        convert(
            REQUEST.replace("\"hi\"", "[{\"type\":\"new\"}]"),
            "--from",
            "anthropic",
            "--to",
            "openai.chat");

    // Then
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("refused messages[0].content[0]: ");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void anAnswerGoesTheOtherWay() {
    // When
    Shell.Outcome outcome =
        convert(ANSWER, "--answer", "--from", "anthropic", "--to", "openai.chat");

    // Then
    assertThat(outcome.out()).contains("\"content\":\"hello\"").contains("\"created\":0");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void aStreamIsConvertedToItsEnd() {
    // When
    Shell.Outcome outcome =
        convert(
            STREAM + "data: [DONE]\n\n", "--stream", "--from", "openai.chat", "--to", "anthropic");

    // Then
    assertThat(outcome.out()).contains("event: message_start").contains("event: message_stop");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void aStreamThatIsCutEndsInItsErrorAndExitsWithOne() {
    // When
    Shell.Outcome outcome =
        convert(
            STREAM.substring(0, STREAM.indexOf("\n\n") + 2),
            "--stream",
            "--from",
            "openai.chat",
            "--to",
            "anthropic");

    // Then
    assertThat(outcome.out()).contains("event: error");
    assertThat(outcome.err()).startsWith("the stream ends in an error: ");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void aRequestForBedrockIsTheBodyOfConverse() {
    // When
    Shell.Outcome outcome =
        convert(
            REQUEST,
            "--from",
            "anthropic",
            "--to",
            "bedrock",
            "--model",
            "us.anthropic.claude-sonnet-4-5-20250929-v1:0");

    // Then
    assertThat(JsonMapper.shared().readTree(outcome.out()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}],"
                        + "\"inferenceConfig\":{\"maxTokens\":9},"
                        + "\"additionalModelRequestFields\":{\"top_k\":3}}"));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void anAnswerOfBedrockIsShownInTheClientsForm() {
    // When
    Shell.Outcome outcome =
        convert(
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"hello\"}]}},"
                + "\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2}}",
            "--answer",
            "--from",
            "bedrock",
            "--to",
            "anthropic");

    // Then
    assertThat(outcome.out()).contains("\"text\":\"hello\"").contains("\"end_turn\"");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void aStreamOfBedrockIsReadAsText() {
    // Given
    String stream =
        """
        event: messageStart
        data: {"role":"assistant"}

        event: contentBlockDelta
        data: {"contentBlockIndex":0,"delta":{"text":"hello"}}

        event: messageStop
        data: {"stopReason":"end_turn"}

        """;

    // When
    Shell.Outcome outcome = convert(stream, "--stream", "--from", "bedrock", "--to", "openai.chat");

    // Then
    assertThat(outcome.out()).contains("hello").endsWith("data: [DONE]\n\n");
    assertThat(outcome.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "bedrock,-,'--from: there is no such protocol; known: anthropic, openai.chat, openai.responses'",
    "antropic,-,'--from: there is no such protocol'",
    "anthropic,no-such-file,'no-such-file: cannot be read'"
  })
  void aWrongCommandLineExitsWithTwo(String from, String file, String message) {
    // When
    Shell.Outcome outcome = convert(REQUEST, "--from", from, "--to", "openai.chat", file);

    // Then
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.exitCode()).isEqualTo(2);
  }
}
