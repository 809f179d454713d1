package dev.dragoman.conformance.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A gateway before a scripted upstream that plays every vendor, and an agent with an empty folder
 * to work in.
 */
public final class AgentWorkshop implements AutoCloseable {
  public static final String ANTHROPIC = "on-anthropic";
  public static final String BEDROCK = "on-bedrock";
  public static final String DEEPSEEK = "on-deepseek";
  public static final String GEMINI = "on-gemini";

  public static final String GEMINI_MODEL = "gemini-3-flash-preview";
  public static final String DEEPSEEK_MODEL = "deepseek-v4-pro";
  public static final String ANTHROPIC_MODEL = "claude-sonnet-4-5";

  /** Of the access key with which Bedrock is called. */
  public static final String AWS_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  private static final String KEY = "client-key-of-an-agent-6bQ0vX7pRk2s";

  private final CodingAgent agent;
  private final Path home;
  private final Path workspace;
  private final ScriptedUpstream upstream;
  private final GatewayProcess gateway;

  private AgentWorkshop(
      CodingAgent agent,
      Path home,
      Path workspace,
      ScriptedUpstream upstream,
      GatewayProcess gateway) {
    this.agent = agent;
    this.home = home;
    this.workspace = workspace;
    this.upstream = upstream;
    this.gateway = gateway;
  }

  /** A workshop below {@code home}; the test is skipped by name where there is no such agent. */
  public static AgentWorkshop of(AgentProgram program, Path home)
      throws IOException, InterruptedException {
    Optional<Path> file = program.file();
    assumeTrue(file.isPresent(), program.missing());
    Path workspace = Files.createDirectories(home.resolve("workspace"));
    ScriptedUpstream upstream = ScriptedUpstream.start();
    Manifests manifests = manifests(home.resolve("manifests"), upstream);
    return new AgentWorkshop(
        CodingAgent.of(program, file.get()),
        Files.createDirectories(home.resolve("home")),
        workspace,
        upstream,
        GatewayCommand.run(home).with(manifests.directory().toString()).start());
  }

  private static Manifests manifests(Path directory, ScriptedUpstream upstream) {
    return Manifests.in(directory)
        .secret("tester", KEY)
        .key("tester")
        .secret("anthropic", "sk-ant")
        .provider("anthropic", "AnthropicMessages", upstream.url())
        .route(ANTHROPIC, "anthropic", ANTHROPIC_MODEL)
        .secret("gemini", "key-gemini")
        .provider("gemini", "Gemini", upstream.url())
        .route(GEMINI, "gemini", GEMINI_MODEL)
        .bedrock("bedrock", upstream.url(), "AKIDEXAMPLE", AWS_SECRET)
        .route(BEDROCK, "bedrock", "\"eu.anthropic.claude-sonnet-4-5-20250929-v1:0\"")
        .secret("deepseek", "sk-deepseek")
        .file(
            "deepseek.yaml",
            """
            apiVersion: dragoman.dev/v1alpha1
            kind: LlmProvider
            metadata: {name: deepseek}
            spec:
              protocol: OpenAIChat
              dialect: DeepSeek
              baseUrl: %s
              allowInsecure: true
              auth: {type: SecretKey, secretRef: {name: deepseek, key: api-key}}
            """
                .formatted(upstream.url()))
        .route(DEEPSEEK, "deepseek", DEEPSEEK_MODEL);
  }

  /** What plays the vendors. */
  public ScriptedUpstream upstream() {
    return upstream;
  }

  /** A file of the folder in which the agent works. */
  public Path file(String name) {
    return workspace.resolve(name);
  }

  /** Has the agent do {@code task} with a model that the gateway serves. */
  public CodingAgent.Result run(String model, String task)
      throws IOException, InterruptedException {
    String name = agent.program().name().toLowerCase(Locale.ROOT).replace('_', '-');
    Path log = Path.of("target", "agents", name + "-" + model + ".log").toAbsolutePath();
    try {
      return agent.run(new Job(gateway.clients(), KEY, home, workspace, log), model, task);
    } finally {
      List<String> calls =
          upstream.exchanges().stream()
              .map(seen -> "upstream: " + seen.method() + " " + seen.target())
              .toList();
      Files.write(log, calls, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }
  }

  @Override
  public void close() {
    gateway.close();
    upstream.close();
  }
}
