package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts that cannot be: one clear message, and an exit code that tells whose turn it is. */
class RefusedStartContractTest {
  /** What the person can mend. */
  private static final int USAGE = 2;

  /** What the machine does not give. */
  private static final int FAILURE = 1;

  @TempDir private Path home;

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // When
      Outcome outcome =
          GatewayCommand.bare(home)
              .with("--port", Integer.toString(taken.getLocalPort()), "--management-port", "0")
              .finish();

      // Then
      assertThat(outcome.exitCode()).isEqualTo(FAILURE);
      assertThat(outcome.errText())
          .contains("port " + taken.getLocalPort(), "in use")
          .doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() throws Exception {
    // When
    Outcome outcome = GatewayCommand.run(home).with(home.resolve("missing").toString()).finish();

    // Then
    assertThat(outcome.exitCode()).isEqualTo(USAGE);
    assertThat(outcome.errText()).contains("missing").doesNotContain("Exception");
  }

  @Test
  void aDirectoryWithoutManifestsIsNamed() throws Exception {
    // Given
    Path empty = Files.createDirectories(home.resolve("empty"));

    // When
    Outcome outcome = GatewayCommand.run(home).with(empty.toString()).finish();

    // Then
    assertThat(outcome.exitCode()).isEqualTo(USAGE);
    assertThat(outcome.errText()).contains("empty", "no manifest");
  }

  @ParameterizedTest
  @CsvSource({
    "MANAGEMENT_PORT, eighty",
    "LOG_LEVEL, LOUD",
    "REQUIRE_API_KEY, maybe",
    "STREAMING_TIMEOUT_SECONDS, -1",
    "MODEL_ALIASES, a",
    "OPENAI_BASE_URL, not a url"
  })
  void aVariableThatMeansNothingIsNamed(String name, String value) throws Exception {
    // When
    Outcome outcome = GatewayCommand.bare(home).environment(name, value).finish();

    // Then
    assertThat(outcome.exitCode()).isEqualTo(USAGE);
    assertThat(outcome.err()).anyMatch(line -> line.contains(name));
    assertThat(outcome.errText()).doesNotContain("Exception");
  }

  @Test
  void anUnknownOptionIsNamed() throws Exception {
    // When
    Outcome outcome = GatewayCommand.run(home).with("--prot", "80").finish();

    // Then
    assertThat(outcome.exitCode()).isEqualTo(USAGE);
    assertThat(outcome.errText()).contains("--prot");
  }
}
