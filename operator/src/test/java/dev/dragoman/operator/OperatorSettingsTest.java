package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorSettingsTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "POD_NAMESPACE", "dragoman",
          "POD_NAME", "operator-0",
          "GATEWAY_IMAGE", "example.com/gateway:1");

  private static Map<String, String> with(String name, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put(name, value);
    return environment;
  }

  @Test
  void theLeastIsEnough() {
    // When
    OperatorSettings settings = OperatorSettings.of(LEAST);

    // Then
    assertThat(settings.watched()).isEmpty();
    assertThat(settings.logLevel()).isEqualTo("info");
    assertThat(settings.ports()).isEqualTo(new OperatorSettings.Ports(8443, 9090));
    assertThat(settings.images())
        .isEqualTo(new OperatorSettings.Images("example.com/gateway:1", "IfNotPresent", List.of()));
    assertThat(settings.deliveryUrl()).isEqualTo("https://dragoman-operator.dragoman.svc:8443");
  }

  @Test
  void namespacesAreDividedByCommas() {
    assertThat(OperatorSettings.of(with("WATCH_NAMESPACES", "team-a, team-b,")).watched())
        .containsExactlyInAnyOrder("team-a", "team-b");
  }

  @Test
  void thePodsOfGatewaysFindTheOperatorByItsService() {
    assertThat(OperatorSettings.of(with("CONFIG_SERVICE", "my-release")).deliveryUrl())
        .isEqualTo("https://my-release.dragoman.svc:8443");
  }

  @Test
  void wordsMayBeSpeltAsTheChartSpellsThem() {
    assertThat(OperatorSettings.of(with("LOG_LEVEL", "DEBUG")).logLevel()).isEqualTo("debug");
  }

  @Test
  void whoScrapesMayBeAnybody() {
    assertThat(OperatorSettings.of(LEAST).monitoring()).isNull();
    assertThat(OperatorSettings.of(with("MONITORING_NAMESPACE", "seen")).monitoring())
        .isEqualTo("seen");
  }

  @Test
  void everyFaultIsALine() {
    // Given
    Map<String, String> environment =
        Map.of("POD_NAMESPACE", "Not A Name", "METRICS_PORT", "99999", "LOG_LEVEL", "loud");

    // Then
    assertThatExceptionOfType(OperatorSettings.Refused.class)
        .isThrownBy(() -> OperatorSettings.of(environment))
        .satisfies(refused ->
            assertThat(refused.lines())
                .containsExactly(
                    "POD_NAMESPACE: no such thing; set it to the name of a namespace",
                    "POD_NAME: not set; set it to the name of a pod",
                    "GATEWAY_IMAGE: not set; set it to the reference of an image",
                    "LOG_LEVEL: no such value; set it to one of error, warn, info, debug, trace",
                    "METRICS_PORT: not a port; set it to a number from 0 to 65535"));
  }
}
