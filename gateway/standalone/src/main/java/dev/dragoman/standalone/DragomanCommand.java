package dev.dragoman.standalone;

import dev.dragoman.standalone.start.StartRefused;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The {@code dragoman} command. Exit code 2 for what the person can mend, 1 for the rest. */
@Command(
    name = "dragoman",
    mixinStandardHelpOptions = true,
    versionProvider = DragomanCommand.VersionText.class,
    description = "LLM API gateway: every client protocol with every upstream.")
public final class DragomanCommand {
  private DragomanCommand() {}

  /** Starts the process. */
  public static void main(String[] args) {
    System.exit(commandLine(Surroundings.ofProcess()).execute(args));
  }

  static CommandLine commandLine(Surroundings surroundings) {
    Terminal terminal = surroundings.terminal();
    return new CommandLine(new DragomanCommand())
        .addSubcommand(new RunCommand(surroundings))
        .addSubcommand(new ValidateCommand(surroundings))
        .addSubcommand(new StatusCommand(surroundings))
        .addSubcommand(new UsageCommand(surroundings))
        .addSubcommand(new ExplainCommand(surroundings))
        .addSubcommand(new ConvertCommand(surroundings))
        .addSubcommand(TablesCommand.commandLine(surroundings))
        .setOut(new PrintWriter(terminal.out(), true, terminal.out().charset()))
        .setErr(new PrintWriter(terminal.err(), true, terminal.err().charset()))
        .setParameterExceptionHandler((fault, args) -> misused(fault, terminal))
        .setExecutionExceptionHandler((fault, command, parsed) -> failed(fault, terminal));
  }

  private static int misused(ParameterException fault, Terminal terminal) {
    terminal.err().println(fault.getMessage());
    terminal
        .err()
        .println("See " + fault.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return StartRefused.USAGE;
  }

  private static int failed(Exception fault, Terminal terminal) {
    if (fault instanceof StartRefused refused) {
      refused.lines().forEach(terminal.err()::println);
      return refused.exitCode();
    }
    terminal.err().println("This should not have happened; please report it:");
    fault.printStackTrace(terminal.err());
    return StartRefused.FAILURE;
  }

  /** The version line. */
  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"dragoman " + Version.text()};
    }
  }
}
