package dev.dragoman.standalone.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessVariablesTest {
  private static final Path HOME = Path.of("/home/someone");

  @Test
  void everyVariableIsRead() {
    // Given
    Map<String, String> environment =
        Map.of(
            "HOST", "::1",
            "PORT", "8080",
            "MANAGEMENT_PORT", " 0 ",
            "LOG_LEVEL", "debug",
            "STATE_DIR", "~/state",
            "MASTER_API_KEY", "sixteen-of-these");

    // When
    ProcessVariables variables = ProcessVariables.read(environment, HOME);

    // Then
    assertThat(variables)
        .isEqualTo(
            new ProcessVariables(
                "::1", 8080, 0, "DEBUG", HOME.resolve("state"), "sixteen-of-these", List.of()));
  }

  @Test
  void blankCountsAsAbsent() {
    assertThat(ProcessVariables.read(Map.of("PORT", "", "HOST", " "), HOME))
        .isEqualTo(ProcessVariables.read(Map.of(), HOME))
        .isEqualTo(new ProcessVariables(null, null, null, null, null, null, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PORT            | eighty       | PORT: not a number; set a whole number between 0 and 65535
          PORT            | 65536        | PORT: out of range; set a whole number between 0 and 65535
          PORT            | -1           | PORT: out of range; set a whole number between 0 and 65535
          MANAGEMENT_PORT | 9000.5       | MANAGEMENT_PORT: not a number; set a whole number between 0 and 65535
          HOST            | http://me    | HOST: not an address; set one such as 127.0.0.1, or 0.0.0.0 for all
          MASTER_API_KEY  | fifteen-of-them | MASTER_API_KEY: too short; set one of at least 16 characters
          MASTER_API_KEY  | sixteen of these | MASTER_API_KEY: holds white space or other characters that no key has; copy the key again
          LOG_LEVEL       | chatty       | LOG_LEVEL: not a level; set one of TRACE, DEBUG, INFO, WARN, ERROR, OFF
          """)
  void aMalformedValueIsOneLine(String variable, String value, String line) {
    assertThat(ProcessVariables.read(Map.of(variable, value), HOME).faults()).containsExactly(line);
  }

  @Test
  void aPathThatCannotBeIsOneLine() {
    assertThat(ProcessVariables.read(Map.of("STATE_DIR", "a\0b"), HOME).faults())
        .containsExactly("STATE_DIR: not a path; set a directory of your own");
  }

  @Test
  void theMasterKeyIsNotPrinted() {
    assertThat(ProcessVariables.read(Map.of("MASTER_API_KEY", "planted-master-key"), HOME))
        .extracting(ProcessVariables::toString)
        .asString()
        .doesNotContain("planted");
  }
}
