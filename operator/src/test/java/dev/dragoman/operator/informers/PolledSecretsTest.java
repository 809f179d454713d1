package dev.dragoman.operator.informers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.Secrets.Presence;
import dev.dragoman.operator.MovableClock;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("requirement-17")
class PolledSecretsTest {
  private static final ObjectName NAME = new ObjectName("llm", "vendor");

  private final Map<ObjectName, Secret> there = new HashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final MovableClock clock = MovableClock.standing();
  private boolean broken;
  private final PolledSecrets polled =
      new PolledSecrets(
          name -> {
            reads.incrementAndGet();
            if (broken) {
              throw new KubernetesClientException("no", 500, null);
            }
            return there.get(name);
          },
          clock,
          () -> 0.5);
  private final SecretBook book = new SecretBook(polled);

  private static Secret secret(String value) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(NAME.namespace())
        .withName(NAME.name())
        .endMetadata()
        .addToData("api-key", value)
        .build();
  }

  @Test
  void aSecretIsReadWhenItIsFirstWantedAndAgainAMinuteLater() {
    // Given
    polled.want(Set.of(NAME));
    assertThat(book.look(NAME, "api-key")).isEqualTo(Presence.NO_SECRET);
    there.put(NAME, secret("c2VjcmV0"));

    // When
    clock.pass(PolledSecrets.INTERVAL.minusMillis(1));
    boolean early = polled.readDue();
    clock.pass(Duration.ofMillis(1));
    boolean late = polled.readDue();

    // Then
    assertThat(early).isFalse();
    assertThat(late).isTrue();
    assertThat(book.look(NAME, "api-key")).isEqualTo(Presence.FOUND);
    assertThat(book.look(NAME, "other")).isEqualTo(Presence.NO_KEY);
    assertThat(reads).hasValue(2);
  }

  @Test
  void aReadThatFailsForgetsNothingAndIsTriedAgainSoon() {
    // Given
    there.put(NAME, secret("c2VjcmV0"));
    polled.want(Set.of(NAME));
    broken = true;
    clock.pass(PolledSecrets.INTERVAL);

    // When
    boolean changed = polled.readDue();
    broken = false;
    there.put(NAME, secret("b3RoZXI="));
    clock.pass(Duration.ofSeconds(5));

    // Then
    assertThat(changed).isFalse();
    assertThat(book.look(NAME, "api-key")).isEqualTo(Presence.FOUND);
    assertThat(polled.readDue()).isTrue();
  }

  @Test
  @Tag("requirement-47")
  void whatIsNotWantedAnyMoreIsForgotten() {
    // Given
    there.put(NAME, secret("c2VjcmV0"));
    polled.want(Set.of(NAME));

    // When
    polled.want(Set.of());

    // Then
    assertThat(book.look(NAME, "api-key")).isEqualTo(Presence.NO_SECRET);
    clock.pass(PolledSecrets.INTERVAL);
    assertThat(polled.readDue()).isFalse();
    assertThat(reads).hasValue(1);
  }

  @Test
  @Tag("requirement-52")
  void noValueIsShown() {
    // Given
    there.put(NAME, secret("c2VjcmV0"));
    polled.want(Set.of(NAME));

    // Then
    assertThat(book.toString() + polled.find(NAME)).doesNotContain("c2VjcmV0", "secret\"");
  }
}
