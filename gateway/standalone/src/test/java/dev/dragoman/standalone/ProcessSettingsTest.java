package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.standalone.environment.ProcessVariables;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessSettingsTest {
  private static final Path HOME = Path.of("/home/someone");
  private static final ProcessVariables NONE =
      new ProcessVariables(null, null, null, null, null, null, List.of());
  private static final ProcessVariables SET =
      new ProcessVariables("127.0.0.1", 1, 2, "WARN", Path.of("/state"), null, List.of());

  @Test
  void defaultsStandLast() {
    ProcessSettings settings = ProcessSettings.of(new RunOptions(), NONE, HOME);
    assertThat(settings.gateway().host()).isEqualTo("0.0.0.0");
    assertThat(settings.gateway().port()).isEqualTo(8000);
    assertThat(settings.gateway().managementPort()).isEqualTo(9000);
    assertThat(settings.stateDirectory()).isEqualTo(HOME.resolve(".dragoman"));
    assertThat(settings.logLevel()).isNull();
  }

  @Test
  void theEnvironmentStandsBeforeDefaults() {
    ProcessSettings settings = ProcessSettings.of(new RunOptions(), SET, HOME);
    assertThat(settings.gateway().host()).isEqualTo("127.0.0.1");
    assertThat(settings.gateway().port()).isEqualTo(1);
    assertThat(settings.gateway().managementPort()).isEqualTo(2);
    assertThat(settings.stateDirectory()).isEqualTo(Path.of("/state"));
    assertThat(settings.logLevel()).isEqualTo("WARN");
  }

  @Test
  void flagsStandFirst() {
    // Given
    RunOptions options = new RunOptions();
    options.host = "::1";
    options.port = 0;
    options.managementPort = 3;
    options.stateDirectory = Path.of("/flag");
    options.logLevel = "trace";

    // When
    ProcessSettings settings = ProcessSettings.of(options, SET, HOME);

    // Then
    assertThat(settings.gateway().host()).isEqualTo("::1");
    assertThat(settings.gateway().port()).isZero();
    assertThat(settings.gateway().managementPort()).isEqualTo(3);
    assertThat(settings.stateDirectory()).isEqualTo(Path.of("/flag"));
    assertThat(settings.logLevel()).isEqualTo("TRACE");
  }
}
