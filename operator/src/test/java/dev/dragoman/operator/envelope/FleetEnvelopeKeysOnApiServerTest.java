package dev.dragoman.operator.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@NeedsApiServer
class FleetEnvelopeKeysOnApiServerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final KubernetesClient client;
  private final String namespace;

  FleetEnvelopeKeysOnApiServerTest(ApiServer server) {
    client = server.client();
    namespace = server.newNamespace();
  }

  private FleetEnvelopeKeys replica(Instant now) {
    return new FleetEnvelopeKeys(
        client, namespace, Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
  }

  @Test
  void replicasThatStartTogetherAgreeOnOneKey() throws Exception {
    Set<EnvelopeKeys> seen = new HashSet<>();
    try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<EnvelopeKeys>> all =
          replicas.invokeAll(
              Stream.generate(() -> replica(START))
                  .limit(4)
                  .<Callable<EnvelopeKeys>>map(replica -> replica::current)
                  .toList());
      for (Future<EnvelopeKeys> one : all) {
        seen.add(one.get());
      }
    }
    assertThat(seen).hasSize(1);
  }

  @Test
  void keysAreRotatedByOverlapAndSurviveARestart() {
    // Given
    EnvelopeKeys first = replica(START).current();

    // When
    Instant rotated = START.plus(EnvelopeKeys.PERIOD);
    EnvelopeKeys both = replica(rotated).current();

    // Then
    assertThat(both.keys()).hasSize(2).contains(first.keys().getFirst());
    assertThat(replica(rotated.plus(Duration.ofDays(1))).current()).isEqualTo(both);
    assertThat(replica(rotated.plus(EnvelopeKeys.OVERLAP)).current().keys())
        .containsExactly(both.keys().getLast());
  }

  @Test
  void aDamagedEntryIsReplaced() {
    // Given
    EnvelopeKeys before = replica(START).current();
    client
        .secrets()
        .inNamespace(namespace)
        .withName(FleetEnvelopeKeys.SECRET)
        .edit(secret -> {
          secret.setData(Map.of("kid", "bm9uZQ=="));
          return secret;
        });

    // Then
    assertThat(replica(START).current().keys())
        .hasSize(1)
        .doesNotContainAnyElementsOf(before.keys());
  }
}
