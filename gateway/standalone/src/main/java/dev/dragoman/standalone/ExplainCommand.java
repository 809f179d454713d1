package dev.dragoman.standalone;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.Explanation;
import dev.dragoman.gateway.RouteExplainer;
import dev.dragoman.standalone.directory.DirectoryPreview;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.KeyReports;
import dev.dragoman.store.report.ReportedKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code dragoman explain DIR --model M}: where a request would go and what would be sent there.
 * Exit code 1 when it would get no answer.
 */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = DragomanCommand.VersionText.class,
    description = "Say where a request would go by the manifests of DIR, and why not elsewhere.",
    footer = {
      "",
      "Nothing is sent and no credential is shown. With --request also what each target would get,",
      "what it would lose and what it may take at most; with --key also how its bounds stand.",
      "Exit code 0: a target would be called; 1: none; 2: the command line or the directory is wrong."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "DIR", description = "Directory of manifests (*.yaml, *.yml).")
  private Path directory = Path.of("");

  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME",
      description = "The public name that is asked for.")
  private String model = "";

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description = "The ApiKey that asks, by name. Default: one that may do everything.")
  private @Nullable String key;

  @Option(
      names = "--request",
      paramLabel = "FILE",
      description = "Body of a client's request; - for standard input.")
  private @Nullable Path request;

  @Option(
      names = "--from",
      paramLabel = "PROTOCOL",
      description =
          "What the client speaks: anthropic, openai.chat, openai.responses (${DEFAULT-VALUE}).")
  private String from = "anthropic";

  @Option(
      names = "--gateway",
      paramLabel = "NAME",
      description = "Which LlmGateway, where DIR holds several.")
  private @Nullable String gateway;

  @Option(
      names = "--assume-secrets",
      description = "Take every Secret as there, for folders that hold none.")
  private boolean assumeSecrets;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Whose spending counts (STATE_DIR, ~/.dragoman).")
  private @Nullable Path stateDirectory;

  ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    DirectoryPreview.Result preview =
        DirectoryPreview.of(directory, gateway, surroundings.environment(), assumeSecrets);
    KeyEntry caller = key == null ? null : keyOf(preview.config(), key);
    byte[] body = request == null ? null : Input.read(request, surroundings);
    Explanation explanation =
        RouteExplainer.explain(
            preview.config(),
            new RouteExplainer.Question(
                model, caller, ProtocolChoice.ofClient("--from", from), body, Instant.now()));
    Terminal terminal = surroundings.terminal();
    terminal
        .out()
        .print(
            ExplainText.of(
                explanation,
                model,
                caller == null ? null : report(preview.config(), caller),
                preview.notServed()));
    terminal.out().flush();
    return ExplainText.isAnswered(explanation) ? 0 : StartRefused.FAILURE;
  }

  /** How the key stands, by the store if it can be read, else by the manifests alone. */
  private KeyReport report(GatewayConfig config, KeyEntry caller) {
    KeyReports reports = KeyReports.of(config);
    ReportedKey key = reports.key(caller, KeyItem.Source.Manifest);
    KeptState state = KeptState.of(stateDirectory, surroundings);
    StoreEntry entry = config.gateway().store();
    boolean bounded = !key.entry().spend().equals(SpendPolicy.UNLIMITED) || !key.quotas().isEmpty();
    if (!bounded || state.nothingIn(entry) != null) {
      return reports.unread(key, Instant.now());
    }
    try (Store store = state.open(entry)) {
      return reports.read(store.windows(), List.of(key), Instant.now()).join().getFirst();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreUnavailableException) {
        return reports.unread(key, Instant.now());
      }
      throw e;
    }
  }

  private static KeyEntry keyOf(GatewayConfig config, String wanted) {
    List<KeyEntry> fitting =
        config.keys().stream()
            .filter(key -> key.name().equals(wanted) || key.name().endsWith("/" + wanted))
            .toList();
    if (fitting.size() != 1) {
      throw StartRefused.misconfigured(
          "--key: "
              + (fitting.isEmpty() ? "no ApiKey of this name is served" : "several have this name")
              + "; known: "
              + String.join(", ", config.keys().stream().map(KeyEntry::name).toList()));
    }
    return fitting.getFirst();
  }
}
