package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Failure;
import dev.dragoman.conformance.client.Question;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the gateway itself refuses, with one clear message in the client's form. */
@ExtendWith(PlaygroundExtension.class)
class RefusalContractTest {
  /** Beyond the limit of 32 MiB. */
  private static final int TOO_LARGE = 32 * 1024 * 1024 + 1;

  @ParameterizedTest
  @EnumSource
  void anUnknownModelIsNotFound(ClientKind client, Playground playground) throws Exception {
    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .post(client.path("no-such-model", true), client.request("no-such-model", true));

    // Then
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("no-such-model");
    ErrorBodies.isOf(client, answer, "not_found_error", "model_not_found");
  }

  @ParameterizedTest
  @EnumSource
  void theSdkRaisesNotFound(ClientKind kind, Playground playground) {
    // When
    Failure failure;
    try (ClientUnderTest client =
        kind.connect(playground.gateway().clients(), Playground.CLIENT_KEY)) {
      failure = client.failureOf(client.ask(Question.of("no-such-model", "Hello."))::create);
    }

    // Then
    assertThat(failure.exception()).isEqualTo("NotFoundException");
  }

  @ParameterizedTest
  @EnumSource
  void wrongJsonIsRefusedWithItsPlace(ClientKind client, Playground playground) throws Exception {
    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .post(
                client.path("house-openai", false),
                "{\"model\":\"house-openai\",\n \"messages\":[}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("line 2");
    ErrorBodies.isOf(client, answer, "invalid_request_error", null);
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyBodyIsRefused(ClientKind client, Playground playground) throws Exception {
    // When
    HttpResponse<String> answer = playground.raw().post(client.path("house-openai", false), "");

    // Then
    assertThat(answer.statusCode()).isEqualTo(400);
    ErrorBodies.isOf(client, answer, "invalid_request_error", null);
  }

  @ParameterizedTest
  @EnumSource
  void anOversizeBodyIsRefused(ClientKind client, Playground playground) throws Exception {
    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .send(
                "POST",
                client.path("house-openai", false),
                BodyPublishers.ofByteArray(new byte[TOO_LARGE]));

    // Then
    assertThat(answer.statusCode()).isEqualTo(413);
    ErrorBodies.isOf(client, answer, "request_too_large", null);
  }

  @Test
  void anotherMethodIsRefused(Playground playground) throws Exception {
    for (ClientKind client : ClientKind.values()) {
      // When
      HttpResponse<String> answer = playground.raw().get(client.path("house-openai", false));

      // Then
      assertThat(answer.statusCode()).isEqualTo(405);
      ErrorBodies.isOf(client, answer, "invalid_request_error", null);
    }
  }

  @Test
  void anEndpointThatIsNotServedSaysWhichAre(Playground playground) throws Exception {
    // When
    HttpResponse<String> answer =
        playground.raw().post("/v1/batches", "{\"endpoint\":\"/v1/embeddings\"}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("/v1/chat/completions", "/v1/messages", "/v1/responses");
  }

  /** microsoft/vscode#325672: an attachment that disappears is the worst failure. */
  @Test
  void anAttachmentThatCannotBeConvertedIsRefusedByItsField(Playground playground)
      throws Exception {
    // Given
    String chat =
        """
        {"model":"house-anthropic","messages":[{"role":"user","content":[
          {"type":"text","text":"What is this?"},
          {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}]}
        """;
    String message =
        """
        {"model":"house-openai","max_tokens":9,"messages":[{"role":"user","content":[
          {"type":"text","text":"What is this?"},
          {"type":"image","source":{"type":"file","file_id":"file_1"}}]}]}
        """;

    // When
    HttpResponse<String> fromChat =
        playground.raw().post(ClientKind.OPENAI.path("any", false), chat);
    HttpResponse<String> fromMessages =
        playground.raw().post(ClientKind.ANTHROPIC.path("any", false), message);

    // Then
    assertThat(fromChat.statusCode()).isEqualTo(400);
    assertThat(fromChat.body()).contains("messages[0].content[1]");
    assertThat(fromMessages.statusCode()).isEqualTo(400);
    assertThat(fromMessages.body()).contains("messages[0].content[1]");
  }

  /** envoyproxy/ai-gateway#2124, #2467. */
  @Test
  @Tag("pitfall-47")
  void aHostedToolThatNobodyCanRunIsRefused(Playground playground) throws Exception {
    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .post(
                ClientKind.ANTHROPIC.path("any", false),
                """
                {"model":"house-openai","max_tokens":9,
                 "tools":[{"type":"web_search_20250305","name":"web_search"}],
                 "messages":[{"role":"user","content":"News?"}]}
                """);

    // Then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"tools: ");
    ErrorBodies.isOf(ClientKind.ANTHROPIC, answer, "invalid_request_error", null);
  }
}
