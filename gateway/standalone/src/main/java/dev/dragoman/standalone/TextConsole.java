package dev.dragoman.standalone;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyText;
import dev.dragoman.standalone.directory.Findings;
import dev.dragoman.standalone.directory.Findings.Judged;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** For people: what was asked for on standard output, what is worth knowing on standard error. */
record TextConsole(Terminal terminal) implements Console {
  @Override
  public void notice(String line) {
    terminal.err().println(line);
  }

  @Override
  public void keys(SortedMap<String, KeyText> fresh) {
    fresh.forEach((name, key) ->
        terminal
            .out()
            .println(
                "New key for "
                    + name
                    + ", shown this once; only its digest is kept:\n  "
                    + key.text()));
  }

  @Override
  public void findings(Findings before, Findings now) {
    Set<String> said = before.linesBySubject().keySet();
    now.linesBySubject()
        .forEach((subject, line) -> {
          if (!said.contains(subject)) {
            notice(line);
          }
        });
    Set<String> stillWrong = faulty(now);
    Set<String> known = now.objects().stream().map(Judged::object).collect(Collectors.toSet());
    for (Judged object : before.objects()) {
      boolean mended =
          !object.faults().isEmpty()
              && known.contains(object.object())
              && !stillWrong.contains(object.object());
      if (mended) {
        notice(object.object() + ": in order now");
      }
    }
    if (!before.problems().isEmpty() && now.problems().isEmpty()) {
      notice("every manifest can be read and is valid now");
    }
  }

  private static Set<String> faulty(Findings findings) {
    return findings.objects().stream()
        .filter(object -> !object.faults().isEmpty())
        .map(Judged::object)
        .collect(Collectors.toSet());
  }

  @Override
  public void serving(StartedGateway gateway) {
    StartupReport.lines(gateway, Version.text()).forEach(terminal.out()::println);
  }

  @Override
  public void applied(GatewayConfig config) {
    terminal
        .out()
        .println(
            "The directory has changed: generation "
                + config.generation()
                + " is in force, with "
                + counted(config.routes().size(), "route")
                + ", "
                + counted(config.providers().size(), "provider")
                + " and "
                + counted(config.keys().size(), "key"));
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
