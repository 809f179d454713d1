package dev.dragoman.gateway.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodSettingsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "DRAGOMAN_GATEWAY", "default/main",
          "DRAGOMAN_OPERATOR", "https://dragoman-operator.dragoman.svc:8443",
          "DRAGOMAN_CA", "/etc/dragoman/ca/ca.crt",
          "DRAGOMAN_TOKEN", "/var/run/secrets/dragoman/token",
          "DRAGOMAN_BOOT", "/etc/dragoman/config",
          "STATE_DIR", "/var/lib/dragoman",
          "POD_NAME", "main-7c9f-abcde",
          "POD_UID", "0b5f2f5e-0000-4000-8000-000000000000");

  private static List<String> refused(Map<String, String> environment) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code = GatewayPod.run(environment, new PrintStream(said, true, StandardCharsets.UTF_8));
    assertThat(code).isEqualTo(78);
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theEnvironmentOfAPodIsRead() {
    // When
    PodSettings settings = PodSettings.read(ENVIRONMENT);

    // Then
    assertThat(settings.operator().address())
        .isEqualTo(URI.create("https://dragoman-operator.dragoman.svc:8443"));
    assertThat(settings.pod().paths().acks()).isEqualTo("/v1/gateways/default/main/acks");
    assertThat(settings.pod().name()).isEqualTo("main-7c9f-abcde");
    assertThat(settings.copy()).isEqualTo(Path.of("/var/lib/dragoman/config"));
    assertThat(settings.gateway().port()).isEqualTo(8000);
    assertThat(settings.gateway().managementPort()).isEqualTo(9000);
  }

  @Test
  void eachMissingVariableIsOneLine() {
    // When
    List<String> lines = refused(Map.of());

    // Then
    assertThat(lines).hasSize(ENVIRONMENT.size());
    assertThat(ENVIRONMENT.keySet())
        .allSatisfy(name -> assertThat(lines).anyMatch(line -> line.startsWith(name + ": ")));
  }

  @ParameterizedTest
  @CsvSource({
    "DRAGOMAN_GATEWAY, main",
    "DRAGOMAN_GATEWAY, Default/Main",
    "DRAGOMAN_OPERATOR, http://elsewhere:8443",
    "DRAGOMAN_OPERATOR, https://elsewhere",
    "DRAGOMAN_OPERATOR, https://elsewhere:8443/path",
    "DRAGOMAN_OPERATOR, :::",
    "POD_UID, a b",
    "PORT, many",
    "MANAGEMENT_PORT, 70000",
    "HOST, no host",
    "LOG_LEVEL, LOUD",
    "DRAIN_SECONDS, 10m"
  })
  void aWrongVariableIsNamedWithoutItsValue(String name, String value) {
    // Given
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.put(name, value);

    // When
    List<String> lines = refused(environment);

    // Then
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).startsWith(name + ": ").doesNotContain(value);
  }
}
