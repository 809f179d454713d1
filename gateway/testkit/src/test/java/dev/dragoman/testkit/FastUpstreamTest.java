package dev.dragoman.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FastUpstreamTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private FastUpstream upstream;

  @BeforeAll
  void start() {
    upstream = FastUpstream.start(new FastUpstream.Pace(50, Duration.ofMillis(1)));
  }

  @AfterAll
  void stop() {
    client.close();
    upstream.close();
  }

  @Test
  void wholeAnswersHoldAKilobyteOfText() throws Exception {
    // When
    String chat = post(upstream.openAiBaseUrl() + "/chat/completions").body();
    String message = post(upstream.anthropicBaseUrl() + "/v1/messages").body();

    // Then
    assertThat(chat).contains("\"object\":\"chat.completion\"").hasSizeBetween(1024, 2048);
    assertThat(message).contains("\"type\":\"message\"").hasSizeBetween(1024, 2048);
  }

  @Test
  void answersWithCallsHoldTwoOfThem() throws Exception {
    // When
    String chat = post(upstream.openAiCallsBaseUrl() + "/chat/completions").body();
    String message = post(upstream.anthropicCallsBaseUrl() + "/v1/messages").body();

    // Then
    assertThat(chat).contains("call_0", "call_1", "\"finish_reason\":\"tool_calls\"");
    assertThat(message).contains("call_0", "call_1", "\"stop_reason\":\"tool_use\"");
  }

  @Test
  void aStreamNamesEveryTokenOnce() throws Exception {
    // When
    String chat = post(upstream.openAiStreamBaseUrl() + "/chat/completions").body();
    String message = post(upstream.anthropicStreamBaseUrl() + "/v1/messages").body();

    // Then
    for (int number = 0; number < 50; number++) {
      assertThat(chat).containsOnlyOnce("\"t" + number + " \"");
      assertThat(message).containsOnlyOnce("\"t" + number + " \"");
    }
    assertThat(chat).endsWith("data: [DONE]\n\n");
    assertThat(message).endsWith("data: {\"type\":\"message_stop\"}\n\n");
  }

  @Test
  void theSameConnectionServesManyRequests() throws Exception {
    for (int i = 0; i < 20; i++) {
      // When
      HttpResponse<String> answer = post(upstream.openAiBaseUrl() + "/chat/completions");

      // Then
      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    assertThat(post(upstream.anthropicBaseUrl() + "/v2").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> post(String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url))
            .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"fast\"}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
