package dev.dragoman.standalone;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.standalone.directory.DirectoryPreview;
import dev.dragoman.standalone.environment.EnvironmentConfig;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.start.StoredKey;
import dev.dragoman.standalone.usage.RemoteUsage;
import dev.dragoman.standalone.usage.StoredUsage;
import dev.dragoman.standalone.usage.UsageAnswer;
import dev.dragoman.standalone.usage.UsageQuestion;
import dev.dragoman.store.Store;
import dev.dragoman.store.report.UsageBy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dragoman usage [DIR]}: who used what, and how the budgets stand. Changes nothing. */
@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    versionProvider = DragomanCommand.VersionText.class,
    description = "Say who used what, and how the budgets of the keys stand.",
    footer = {
      "",
      "Reads the store that the gateway of DIR keeps its usage in, whether it runs or not; without",
      "DIR that of a start from the environment. With --url a gateway that runs is asked, with",
      "MASTER_API_KEY. Days are of UTC. What runs now is counted a few seconds later."
    })
final class UsageCommand implements Callable<Integer> {
  private static final String MASTER = "MASTER_API_KEY";

  private final Surroundings surroundings;

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "Directory of manifests.")
  private @Nullable Path directory;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private UsageBy by = UsageBy.day;

  @Option(names = "--from", paramLabel = "DAY", description = "First day, as 2026-03-01.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Last day. Default: today.")
  private @Nullable LocalDate to;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "So many days up to the last, in place of --from (${DEFAULT-VALUE}).")
  private int days = 30;

  @Option(names = "--key", paramLabel = "NAME", description = "One key, by name or public id.")
  private @Nullable String key;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Management port of a gateway that runs, as http://127.0.0.1:9000.")
  private @Nullable URI url;

  @Option(names = "--gateway", paramLabel = "NAME", description = "Which LlmGateway of DIR.")
  private @Nullable String gateway;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where the gateway keeps its state (STATE_DIR, ~/.dragoman).")
  private @Nullable Path stateDirectory;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private UsageForm form = UsageForm.table;

  UsageCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Clock clock = Clock.systemUTC();
    UsageQuestion question = question(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    URI running = url;
    UsageAnswer answer = running == null ? stored(question, clock) : remote(running).read(question);
    form.print(answer, surroundings.terminal());
    return 0;
  }

  private UsageQuestion question(LocalDate today) {
    List<String> faults = new ArrayList<>();
    LocalDate last = to == null ? today : to;
    if (days < 1) {
      faults.add("--days: give a whole number of at least 1");
    }
    LocalDate first = from == null ? last.minusDays(Math.max(1, days) - 1L) : from;
    if (first.isAfter(last)) {
      faults.add("--from: lies after the last day, " + last);
    }
    if (url != null && (directory != null || gateway != null || stateDirectory != null)) {
      faults.add("--url: asks a gateway that runs; leave DIR, --gateway and --state-dir out");
    }
    if (url != null && !isPlain(url)) {
      faults.add("--url: not a URL of http; give one such as http://127.0.0.1:9000");
    }
    if (!faults.isEmpty()) {
      throw StartRefused.misconfigured(faults);
    }
    return new UsageQuestion(first, last, by, key);
  }

  private static boolean isPlain(URI url) {
    return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        && url.getHost() != null
        && url.getRawUserInfo() == null;
  }

  private RemoteUsage remote(URI running) {
    String master = surroundings.environment().getOrDefault(MASTER, "").strip();
    if (master.isEmpty()) {
      throw StartRefused.misconfigured(MASTER + ": not set; --url asks with it");
    }
    return new RemoteUsage(running, master);
  }

  private UsageAnswer stored(UsageQuestion question, Clock clock) {
    KeptState state = KeptState.of(stateDirectory, surroundings);
    GatewayConfig config = config(state.keys());
    StoreEntry entry = config.gateway().store();
    String nothing = state.nothingIn(entry);
    if (nothing != null) {
      throw StartRefused.misconfigured(
          nothing + "; is it another --state-dir, or does it run and can be asked with --url?");
    }
    try (Store store = state.open(entry)) {
      return StoredUsage.read(store, config, question, clock.instant());
    }
  }

  private GatewayConfig config(Map<String, StoredKey> kept) {
    Map<String, String> environment = surroundings.environment();
    return directory == null
        ? EnvironmentConfig.read(environment).plan(kept).configuration().config()
        : DirectoryPreview.of(directory, gateway, environment, kept).config();
  }
}
