package dev.dragoman.standalone;

import dev.dragoman.standalone.directory.DirectoryCheck;
import dev.dragoman.standalone.directory.Findings;
import dev.dragoman.standalone.start.StartRefused;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code dragoman validate DIR}: what an API server and the operator would say to the manifests.
 * Exit code 1 when something would not be served as it is written.
 */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    versionProvider = DragomanCommand.VersionText.class,
    description = "Judge the manifests of DIR as a cluster would, without serving them.",
    footer = {
      "",
      "Prints what an API server would refuse, by file and line, then the conditions that the",
      "operator would set on each object. Exit code 0: all is served as it is written; 1: not",
      "all; 2: the command line or the directory is wrong."
    })
final class ValidateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "DIR", description = "Directory of manifests (*.yaml, *.yml).")
  private Path directory = Path.of("");

  @Option(
      names = "--assume-secrets",
      description = "Take every Secret as there, for folders that hold none.")
  private boolean assumeSecrets;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private OutputForm form = OutputForm.text;

  ValidateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    DirectoryCheck.Result result =
        DirectoryCheck.of(directory, surroundings.environment(), assumeSecrets);
    switch (form) {
      case json ->
          surroundings.terminal().out().println(JsonText.of(JsonText.of(result.findings())));
      case text -> print(result);
    }
    return result.findings().isGood() ? 0 : StartRefused.FAILURE;
  }

  private void print(DirectoryCheck.Result result) {
    Terminal terminal = surroundings.terminal();
    Findings findings = result.findings();
    findings.problems().forEach(terminal.out()::println);
    if (!findings.problems().isEmpty() && !result.text().isEmpty()) {
      terminal.out().println();
    }
    terminal.out().print(result.text());
    terminal.out().flush();
    findings.remarks().forEach(terminal.err()::println);
  }
}
