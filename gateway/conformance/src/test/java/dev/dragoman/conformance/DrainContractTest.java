package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Question;
import dev.dragoman.conformance.client.Reply;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a process goes when it is asked to. */
class DrainContractTest {
  /** What a JVM that SIGTERM ended in order exits with: 128 and the signal's number. */
  private static final int TERMINATED = 143;

  private static final ScriptedTurn TURN = ScriptedTurn.saying("Good ", "bye.");

  @TempDir private Path home;

  @Test
  void anOpenStreamIsServedToItsEnd() throws Exception {
    UpstreamKind kind = UpstreamKind.ANTHROPIC;
    try (ScriptedUpstream upstream = ScriptedUpstream.start();
        GatewayProcess gateway = start(kind, upstream.url());
        ClientUnderTest client = ClientKind.OPENAI.connect(gateway.clients(), "drain-key")) {
      // Given
      CompletableFuture<Void> gate = new CompletableFuture<>();
      upstream.then(
          Scenario.stream(kind.wire().opening(kind.model(), TURN))
              .waiting(gate)
              .sending(kind.wire().ending(kind.model(), TURN)));

      // When
      Reply reply =
          client.ask(Question.of(kind.publicModel(), "Leaving?")).stream(() -> {
            gateway.terminate();
            awaitUnready(gateway.clients());
            gate.complete(null);
          });
      GatewayProcess.Outcome outcome = gateway.awaitEnd();

      // Then
      assertThat(reply.text()).isEqualTo("Good bye.");
      assertThat(outcome.exitCode()).isEqualTo(TERMINATED);
    }
  }

  @Test
  void anIdleProcessEndsAtOnce() throws Exception {
    try (GatewayProcess gateway = start(UpstreamKind.OPENAI, URI.create("http://127.0.0.1:9"))) {
      // When
      gateway.terminate();

      // Then
      assertThat(gateway.awaitEnd().exitCode()).isEqualTo(TERMINATED);
    }
  }

  private GatewayProcess start(UpstreamKind kind, URI upstream) throws InterruptedException {
    Manifests manifests =
        Manifests.in(home.resolve("manifests"))
            .secret("drain", "drain-key")
            .key("drain")
            .secret(kind.id(), kind.providerKey())
            .provider(kind.id(), kind.protocol(), kind.baseUrl(upstream))
            .route(kind.publicModel(), kind.id(), kind.model());
    return GatewayCommand.run(home).with(manifests.directory().toString()).start();
  }

  /** Ready is what a load balancer asks; a port that is closed is not ready either. */
  private static void awaitUnready(URI clients) {
    RawClient raw = new RawClient(clients, "");
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (raw.getAnonymously("/ready").statusCode() != 200) {
          return;
        }
      } catch (IOException e) {
        return;
      } catch (Exception e) {
        throw new AssertionError("asking whether the gateway is ready failed", e);
      }
    }
    throw new AssertionError("the gateway stays ready though it was told to go");
  }
}
