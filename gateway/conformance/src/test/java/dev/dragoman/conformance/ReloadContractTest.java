package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edit of a file while the gateway serves. */
class ReloadContractTest {
  private static final int STREAMS = 50;
  private static final String KEY = "reload-key";

  @TempDir private Path home;

  private static HttpRequest request(URI gateway, boolean stream) {
    return HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
        .header("authorization", "Bearer " + KEY)
        .header("content-type", "application/json")
        .timeout(Duration.ofMinutes(2))
        .POST(
            HttpRequest.BodyPublishers.ofString(
                """
                {"model": "live", "stream": %s, "messages": [{"role": "user", "content": "Go."}]}
                """
                    .formatted(stream)))
        .build();
  }

  @Test
  void anEditChangesTheNextRequestAndCutsNoneOfFiftyStreams() throws Exception {
    try (ScriptedUpstream before = ScriptedUpstream.start();
        ScriptedUpstream after = ScriptedUpstream.start()) {
      UpstreamKind kind = UpstreamKind.ANTHROPIC;
      Manifests manifests =
          Manifests.in(home.resolve("manifests"))
              .secret("tester", KEY)
              .key("tester")
              .secret("before", kind.providerKey())
              .provider("before", "AnthropicMessages", kind.baseUrl(before.url()))
              .secret("after", kind.providerKey())
              .provider("after", "AnthropicMessages", kind.baseUrl(after.url()))
              .route("live", "before", kind.model());
      CompletableFuture<Void> gate = new CompletableFuture<>();
      ScriptedTurn turn = ScriptedTurn.saying("Here I am.");
      for (int i = 0; i < STREAMS; i++) {
        before.then(
            Scenario.stream(kind.wire().opening(kind.model(), turn))
                .waiting(gate)
                .sending(kind.wire().ending(kind.model(), turn)));
      }
      after.then(
          Scenario.json(kind.wire().whole(kind.model(), ScriptedTurn.saying("From after."))));
      try (GatewayProcess gateway =
              GatewayCommand.run(home).with(manifests.directory().toString()).start();
          HttpClient client = HttpClient.newHttpClient()) {
        // Given
        CountDownLatch open = new CountDownLatch(STREAMS);
        List<CompletableFuture<List<String>>> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
          streams.add(stream(client, gateway.clients(), open));
        }
        assertThat(open.await(60, TimeUnit.SECONDS)).as("all streams are open").isTrue();

        // When
        manifests.route("live", "after", kind.model());
        gateway.awaitLine("generation 2 is in force");
        HttpResponse<String> next =
            client.send(request(gateway.clients(), false), HttpResponse.BodyHandlers.ofString());
        gate.complete(null);

        // Then
        assertThat(next.body()).contains("From after.");
        for (CompletableFuture<List<String>> stream : streams) {
          List<String> data = stream.get(1, TimeUnit.MINUTES);
          assertThat(data).endsWith("data: [DONE]");
          assertThat(String.join("", data)).contains("\"finish_reason\":\"stop\"");
        }
      }
    }
  }

  private static CompletableFuture<List<String>> stream(
      HttpClient client, URI gateway, CountDownLatch open) {
    return client
        .sendAsync(request(gateway, true), HttpResponse.BodyHandlers.ofLines())
        .thenApplyAsync(
            response -> {
              assertThat(response.statusCode()).isEqualTo(200);
              List<String> data = new ArrayList<>();
              try (Stream<String> lines = response.body()) {
                lines
                    .filter(line -> line.startsWith("data: "))
                    .forEach(line -> {
                      if (data.isEmpty()) {
                        open.countDown();
                      }
                      data.add(line);
                    });
              }
              return data;
            },
            task -> Thread.ofVirtual().start(task));
  }
}
