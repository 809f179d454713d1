package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command says before it starts anything. */
class CommandLineTest {
  @TempDir Path directory;

  private Shell.Outcome run(Map<String, String> environment, String... arguments) {
    return new Shell(directory, environment).run(gateway -> {}, arguments);
  }

  @Test
  void theVersionIsOneLine() {
    Shell.Outcome outcome = run(Map.of(), "--version");
    assertThat(outcome.out()).matches("dragoman \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run(Map.of(), "--help").out()).contains("run", "validate", "--version");
    assertThat(run(Map.of(), "run", "--help").out())
        .contains(
            "DIR",
            "--host",
            "--port",
            "--management-port",
            "--state-dir",
            "--log-level",
            "--gateway",
            "--ask",
            "--model",
            "--output");
    assertThat(run(Map.of(), "validate", "--help").out())
        .contains("DIR", "--assume-secrets", "--output", "Exit code");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | Missing required subcommand
          judge .                   | Unmatched argument
          validate                  | Missing required parameter: 'DIR'
          validate /nowhere/at/all  | /nowhere/at/all: there is no such directory
          run --output yaml         | Invalid value for option '--output'
          run --ask Hi -o json      | --ask: its answer is text; leave --output json out, or --ask
          run --prot 1              | Unknown option
          run --port eighty         | Invalid value for option '--port'
          run --port 70000          | --port: out of range; give a whole number between 0 and 65535
          run --host a/b            | --host: not an address; give one such as 127.0.0.1
          run --log-level loud      | --log-level: not a level; give one of TRACE
          run --model m             | --model: says whom --ask asks; give --ask as well
          run --gateway g           | --gateway: chooses among the LlmGateways of DIR; give DIR as well
          run /nowhere/at/all       | /nowhere/at/all: there is no such directory
          """)
  void aWrongCommandLineIsSaidAndLeavesWithTwo(String arguments, String line) {
    Shell.Outcome outcome =
        run(Map.of(), arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertThat(outcome.err()).startsWith(line);
    assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void aMalformedVariableStopsTheStartBeforeAKeyIsMinted() {
    Shell.Outcome outcome =
        run(Map.of("PORT", "planted", "ANTHROPIC_API_KEY", "planted key"), "run");
    assertThat(outcome.err())
        .isEqualToNormalizingNewlines(
            "PORT: not a number; set a whole number between 0 and 65535\n");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(directory.resolve(".dragoman")).doesNotExist();
  }

  @Test
  void aDirectoryWithoutManifestsIsOneLine() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Shell.Outcome outcome = run(Map.of(), "run", empty.toString());
    assertThat(outcome.err()).startsWith(empty + ": no manifest in this directory");
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void withADirectoryOnlyTheVariablesOfTheProcessAct() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Shell.Outcome outcome =
        run(
            Map.of("REQUIRE_API_KEY", "perhaps", "OPENAI_API_KEY", "planted"),
            "run",
            empty.toString());
    assertThat(outcome.err())
        .startsWith("not used with a directory: REQUIRE_API_KEY" + System.lineSeparator());
    assertThat(outcome.err().lines()).hasSize(2);
  }
}
