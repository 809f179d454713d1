package dev.dragoman.standalone;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.gateway.GatewayApplication;
import dev.dragoman.gateway.GatewaySettings;
import dev.dragoman.gateway.RunningGateway;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.standalone.environment.EnvironmentConfig;
import dev.dragoman.standalone.environment.ProcessVariables;
import dev.dragoman.standalone.manifests.DirectoryConfig;
import dev.dragoman.standalone.start.Plan;
import dev.dragoman.standalone.start.ServiceSource;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.state.EphemeralKey;
import dev.dragoman.standalone.state.KeyMint;
import dev.dragoman.standalone.state.KeyMint.Minted;
import dev.dragoman.standalone.state.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dragoman run [DIR]}: reads what to serve, starts, says what it serves, and serves. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = DragomanCommand.VersionText.class,
    description = "Serve the manifests of DIR, or what the environment says.",
    footer = {
      "",
      "Variables that act without DIR:",
      "  ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL   serve Claude models through Anthropic",
      "  OPENAI_API_KEY, OPENAI_BASE_URL         serve GPT models through OpenAI",
      "  MODEL_ALIASES=a=b,c=d                   more names for models",
      "  REQUIRE_API_KEY (true)                  whether callers need a key",
      "  ENABLE_TOOL_USE (true)                  whether requests may hold tools",
      "  STREAMING_TIMEOUT_SECONDS (300)         longest time of one answer"
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
    ServiceSource source = source();
    StateDirectory state = new StateDirectory(settings.stateDirectory());
    Minted minted = new KeyMint(state, surroundings.random()).keysFor(source.keysToMint());
    Plan plan = source.plan(minted.keys());
    plan.notices().forEach(this::warn);
    show(minted);
    serve(settings, plan.configuration());
    return 0;
  }

  private void serve(ProcessSettings settings, Configuration planned) throws InterruptedException {
    KeyText askKey = options.question == null ? null : KeyText.generate(surroundings.random());
    settings.applyToLogs();
    try (RunningGateway running = start(settings.gateway(), withKey(planned, askKey))) {
      StartedGateway started =
          StartedGateway.of(
              settings.gateway().host(),
              running.port(),
              running.managementPort(),
              planned.config());
      StartupReport.lines(started, Version.text()).forEach(terminal().out()::println);
      ask(started, askKey);
      surroundings.whileServing().await(started);
    }
  }

  private ServiceSource source() {
    Path directory = options.directory;
    Map<String, String> environment = surroundings.environment();
    if (directory == null) {
      return EnvironmentConfig.read(environment);
    }
    EnvironmentConfig.unusedWithDirectory(environment).ifPresent(this::warn);
    return DirectoryConfig.read(directory, options.gateway, environment);
  }

  private static Configuration withKey(Configuration configuration, @Nullable KeyText key) {
    GatewayConfig config = configuration.config();
    if (key == null || !config.policy().requireApiKey()) {
      return configuration;
    }
    List<KeyEntry> keys = new ArrayList<>(config.keys());
    keys.add(EphemeralKey.entryOf(key));
    return new Configuration(config.withKeys(keys), configuration.credentials());
  }

  private RunningGateway start(GatewaySettings settings, Configuration configuration) {
    try {
      return GatewayApplication.start(settings, configuration);
    } catch (RuntimeException e) {
      throw BindFault.of(e, settings)
          .map(StartRefused::impossible)
          .map(RuntimeException.class::cast)
          .orElse(e);
    }
  }

  private void show(Minted minted) {
    minted
        .fresh()
        .forEach((name, key) ->
            terminal()
                .out()
                .println(
                    "New key for "
                        + name
                        + ", shown this once; only its digest is kept:\n  "
                        + key.text()));
  }

  private void ask(StartedGateway gateway, @Nullable KeyText key) throws InterruptedException {
    String question = options.question;
    if (question == null) {
      return;
    }
    String model = options.model == null ? firstModel(gateway.config()) : options.model;
    if (model == null) {
      warn("--ask: no route is served, there is nobody to ask");
      return;
    }
    terminal().out().println("\n" + model + ", asked " + question + ":");
    new FirstAnswer(gateway.clients(), key == null ? null : key.text())
        .ask(model, question, terminal().out())
        .ifPresent(fault -> warn("--ask: " + fault));
  }

  private static @Nullable String firstModel(GatewayConfig config) {
    return config.routes().stream()
        .map(RouteEntry::models)
        .map(List::getFirst)
        .findFirst()
        .orElse(null);
  }

  private void warn(String line) {
    terminal().err().println(line);
  }

  private Terminal terminal() {
    return surroundings.terminal();
  }
}
