package dev.dragoman.standalone;

import dev.dragoman.contract.EnvelopeKeySet;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.gateway.GatewayApplication;
import dev.dragoman.gateway.GatewaySettings;
import dev.dragoman.gateway.RunningGateway;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.standalone.directory.DirectoryService;
import dev.dragoman.standalone.directory.DirectoryService.Reading;
import dev.dragoman.standalone.directory.DirectoryWatch;
import dev.dragoman.standalone.directory.Findings;
import dev.dragoman.standalone.environment.EnvironmentConfig;
import dev.dragoman.standalone.environment.ProcessVariables;
import dev.dragoman.standalone.start.Plan;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.state.EnvelopeKeys;
import dev.dragoman.standalone.state.EphemeralKey;
import dev.dragoman.standalone.state.KeyMint;
import dev.dragoman.standalone.state.KeyMint.Minted;
import dev.dragoman.standalone.state.StateDirectory;
import dev.dragoman.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dragoman run [DIR]}: reads what to serve, starts, says what it serves, and serves. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = DragomanCommand.VersionText.class,
    description = "Serve the manifests of DIR and their changes, or what the environment says.",
    footer = {
      "",
      "Variables that act without DIR:",
      "  ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL   serve Claude models through Anthropic",
      "  OPENAI_API_KEY, OPENAI_BASE_URL         serve GPT models through OpenAI",
      "  GEMINI_API_KEY, GEMINI_BASE_URL         serve Gemini models through Google AI Studio",
      "  MODEL_ALIASES=a=b,c=d                   more names for models",
      "  REQUIRE_API_KEY (true)                  whether callers need a key",
      "  ENABLE_TOOL_USE (true)                  whether requests may hold tools",
      "  ENABLE_EXTENDED_THINKING (true)         whether models may be asked to think",
      "  ENABLE_DOCUMENT_SUPPORT (true)          whether requests may hold documents",
      "  PROMPT_CACHING_ENABLED (false)          whether prompts without cache marks get some",
      "  STREAMING_TIMEOUT_SECONDS (300)         longest time of one answer",
      "  RATE_LIMIT_ENABLED (true)               whether each key may call so often only:",
      "  RATE_LIMIT_REQUESTS_PER_WINDOW (100)    requests in a window",
      "  RATE_LIMIT_WINDOW_SECONDS (60)          length of a window",
      "  DYNAMODB_API_KEYS_TABLE,",
      "  DYNAMODB_USAGE_TABLE                    keep keys and usage in DynamoDB, not in a file",
      "  DYNAMODB_ENDPOINT_URL                   where that is, if not the region's own",
      "",
      "With or without DIR MASTER_API_KEY opens the admin API on the management port."
    })
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final RunOptions options = new RunOptions();

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    ProcessVariables variables =
        ProcessVariables.read(surroundings.environment(), surroundings.home());
    ProcessSettings settings = ProcessSettings.of(options, variables, surroundings.home());
    settings.applyToLogs();
    Console console = options.form.on(terminal());
    StateDirectory state = new StateDirectory(settings.stateDirectory());
    KeyMint mint = new KeyMint(state, surroundings.random());
    Path directory = options.directory;
    Keys keys = new Keys(mint, new EnvelopeKeys(state, surroundings.random(), Clock.systemUTC()));
    if (directory == null) {
      serveEnvironment(settings, keys, console);
    } else {
      serveDirectory(directory, settings, keys, console);
    }
    return 0;
  }

  /** What the state directory keeps. */
  private record Keys(KeyMint texts, EnvelopeKeys envelopes) {}

  private void serveEnvironment(ProcessSettings settings, Keys keys, Console console)
      throws InterruptedException {
    EnvironmentConfig source = EnvironmentConfig.read(surroundings.environment());
    Minted minted = keys.texts.keysFor(source.keysToMint());
    Plan plan = source.plan(minted.keys());
    plan.notices().forEach(console::notice);
    console.keys(minted.fresh());
    KeyText askKey = askKey();
    Configuration configuration =
        EnvelopeKeys.in(
            withKey(plan.configuration(), askKey), keys.envelopes.atStart(console::notice));
    try (RunningGateway running = start(settings.gateway(), configuration)) {
      serve(settings, running, plan.configuration().config(), askKey, console);
    }
  }

  private void serveDirectory(Path directory, ProcessSettings settings, Keys keys, Console console)
      throws InterruptedException {
    Map<String, String> environment = surroundings.environment();
    EnvironmentConfig.unusedWithDirectory(environment).ifPresent(console::notice);
    DirectoryService service =
        new DirectoryService(directory, options.gateway, environment, keys.texts);
    Reading first = service.first();
    console.findings(Findings.NONE, first.findings());
    console.keys(first.fresh());
    KeyText askKey = askKey();
    EnvelopeKeySet envelopes = keys.envelopes.atStart(console::notice);
    UnaryOperator<Configuration> completed =
        read -> EnvelopeKeys.in(withKey(read, askKey), envelopes);
    try (RunningGateway running =
        start(settings.gateway(), completed.apply(first.configuration()))) {
      Changes changes =
          new Changes(next -> running.apply(completed.apply(next)), console, first.findings());
      DirectoryWatch watch = DirectoryWatch.start(directory, service, changes);
      try {
        serve(settings, running, first.configuration().config(), askKey, console);
      } finally {
        watch.stop();
      }
    }
  }

  private void serve(
      ProcessSettings settings,
      RunningGateway running,
      GatewayConfig config,
      @Nullable KeyText askKey,
      Console console)
      throws InterruptedException {
    StartedGateway started =
        StartedGateway.of(
            settings.gateway().host(), running.port(), running.managementPort(), config);
    console.serving(started);
    ask(started, askKey, console);
    surroundings.whileServing().await(started);
  }

  private @Nullable KeyText askKey() {
    return options.question == null ? null : KeyText.generate(surroundings.random());
  }

  private Configuration withKey(Configuration configuration, @Nullable KeyText key) {
    GatewayConfig config = configuration.config();
    String model = askedModel(config);
    return key == null || model == null || !config.policy().requireApiKey()
        ? configuration
        : new Configuration(EphemeralKey.in(config, model, key), configuration.credentials());
  }

  private RunningGateway start(GatewaySettings settings, Configuration configuration) {
    try {
      return GatewayApplication.start(settings, configuration);
    } catch (RuntimeException e) {
      throw storeFault(e)
          .or(() -> BindFault.of(e, settings))
          .map(StartRefused::impossible)
          .map(RuntimeException.class::cast)
          .orElse(e);
    }
  }

  private static Optional<String> storeFault(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreUnavailableException) {
        return Optional.of("the store that keeps usage cannot be opened: " + cause.getMessage());
      }
    }
    return Optional.empty();
  }

  private void ask(StartedGateway gateway, @Nullable KeyText key, Console console)
      throws InterruptedException {
    String question = options.question;
    if (question == null) {
      return;
    }
    String model = askedModel(gateway.config());
    if (model == null) {
      console.notice("--ask: no route has a name to ask by; say one with --model");
      return;
    }
    terminal().out().println("\n" + model + ", asked " + question + ":");
    new FirstAnswer(gateway.clients(), key == null ? null : key.text())
        .ask(model, question, terminal().out())
        .ifPresent(fault -> console.notice("--ask: " + fault));
  }

  private @Nullable String askedModel(GatewayConfig config) {
    return options.model != null
        ? options.model
        : config.routes().stream()
            .map(RouteEntry::models)
            .flatMap(List::stream)
            .filter(name -> ModelPattern.of(name).isExact())
            .findFirst()
            .orElse(null);
  }

  private Terminal terminal() {
    return surroundings.terminal();
  }
}
