package dev.dragoman.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code dragoman tables}: what a store in DynamoDB needs before a gateway can open it. */
@Command(
    name = "tables",
    mixinStandardHelpOptions = true,
    versionProvider = DragomanCommand.VersionText.class,
    description = "Tables of a store in DynamoDB.")
final class TablesCommand {
  private TablesCommand() {}

  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new TablesCommand())
        .addSubcommand(new TablesCreateCommand(surroundings));
  }
}
