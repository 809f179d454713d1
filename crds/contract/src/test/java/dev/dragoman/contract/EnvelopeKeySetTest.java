package dev.dragoman.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeKeySetTest {
  private final EnvelopeKeySet keys = new EnvelopeKeySet("k2", Map.of("k1", "b25l", "k2", "dHdv"));

  @Test
  void theKeysTravelAmongOtherCredentials() {
    // Given
    Map<String, String> values = new HashMap<>(keys.values());
    values.put("default/claude/apiKey", "sk-1");

    // Then
    assertThat(EnvelopeKeySet.in(values)).contains(keys);
  }

  @Test
  void credentialsWithoutKeysHaveNone() {
    assertThat(EnvelopeKeySet.in(Map.of("default/claude/apiKey", "sk-1"))).isEmpty();
  }

  @Test
  void noReferenceOfASecretReachesThem() {
    // Then: a namespace and a name of Kubernetes have no colon
    assertThat(keys.values().keySet()).allMatch(name -> name.contains(":"));
  }

  @Test
  void theKeyThatSealsIsAmongTheKeys() {
    assertThatThrownBy(() -> new EnvelopeKeySet("k3", Map.of("k1", "b25l")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secretsAreNotInTheText() {
    assertThat(keys.toString()).doesNotContain("b25l", "dHdv");
  }
}
