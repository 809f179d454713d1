package dev.dragoman.standalone;

import dev.dragoman.contract.KeyText;
import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.standalone.directory.DirectoryService.Reading;
import dev.dragoman.standalone.directory.DirectoryWatch;
import dev.dragoman.standalone.directory.Findings;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

/** Takes changes of a directory over into a gateway that serves, and says what came of them. */
final class Changes implements DirectoryWatch.Listener {
  private final Function<Configuration, ApplyOutcome> gateway;
  private final Console console;
  private Findings said;

  /**
   * Changes of a directory.
   *
   * @param said what the person knows of it already
   */
  Changes(Function<Configuration, ApplyOutcome> gateway, Console console, Findings said) {
    this.gateway = gateway;
    this.console = console;
    this.said = said;
  }

  @Override
  public void changed(Reading reading) {
    console.findings(said, reading.findings());
    said = reading.findings();
    SortedMap<String, KeyText> fresh = reading.fresh();
    console.keys(fresh);
    switch (gateway.apply(reading.configuration())) {
      case ApplyOutcome.Applied applied -> {
        applied.problems().forEach(console::notice);
        console.applied(reading.configuration().config());
      }
      case ApplyOutcome.Rejected rejected ->
          console.notice(
              "generation "
                  + rejected.generation()
                  + " is not taken over, "
                  + rejected.inForce()
                  + " stays in force: "
                  + rejected.reason());
      case ApplyOutcome.Stale stale ->
          console.notice(
              "generation "
                  + stale.generation()
                  + " comes after "
                  + stale.inForce()
                  + ", left out");
    }
  }

  @Override
  public void refused(List<String> lines) {
    lines.forEach(console::notice);
    console.notice("What was served before stays in force.");
  }
}
