package dev.dragoman.gateway.pod;

import dev.dragoman.gateway.GatewayApplication;
import dev.dragoman.gateway.ProcessLogs;
import dev.dragoman.gateway.RunningGateway;
import dev.dragoman.gateway.source.ConfigSupply;
import dev.dragoman.gateway.source.DiskCopy;
import dev.dragoman.gateway.source.Intake;
import dev.dragoman.gateway.source.MountedBundle;
import dev.dragoman.gateway.source.stream.StreamPace;
import dev.dragoman.gateway.source.stream.StreamSource;
import dev.dragoman.gateway.telemetry.SourceTelemetry;
import java.io.PrintStream;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The process of a gateway image: one pod of an LlmGateway. */
public final class GatewayPod implements AutoCloseable {
  /** As {@code EX_CONFIG} of sysexits: the environment is wrong. */
  static final int WRONG_ENVIRONMENT = 78;

  /** As {@code EX_USAGE} of sysexits. */
  private static final int WRONG_USAGE = 64;

  private static final int CANNOT_START = 1;
  private static final String SELF_TEST = "--selftest";
  private static final String LEVEL = "logging.level.";
  private static final List<String> FAILED_STARTS =
      List.of(
          "org.springframework.boot.diagnostics",
          "org.springframework.boot.autoconfigure.logging",
          "org.springframework.boot.web.server.reactive.context",
          "org.springframework.boot.SpringApplication");

  private final RunningGateway gateway;
  private final ConfigSupply supply;

  private GatewayPod(RunningGateway gateway, ConfigSupply supply) {
    this.gateway = gateway;
    this.supply = supply;
  }

  /** Runs until a signal ends it; with {@code --selftest}, see {@link SelfTest}. */
  public static void main(String[] arguments) throws InterruptedException {
    int refusal = run(List.of(arguments));
    if (refusal != 0) {
      System.exit(refusal);
    }
  }

  private static int run(List<String> arguments) throws InterruptedException {
    if (arguments.isEmpty()) {
      return run(System.getenv(), System.err);
    }
    if (arguments.equals(List.of(SELF_TEST))) {
      ProcessLogs.silence("ROOT");
      return SelfTest.run(System.getenv(), System.out);
    }
    System.err.println("unknown arguments; there is only " + SELF_TEST);
    return WRONG_USAGE;
  }

  /** Starts the pod; returns 0 when it runs, else the exit code, with the reason on {@code err}. */
  static int run(Map<String, String> environment, PrintStream err) {
    PodSettings settings;
    try {
      settings = PodSettings.read(environment);
    } catch (WrongEnvironmentException e) {
      e.lines().forEach(err::println);
      return WRONG_ENVIRONMENT;
    }
    applyToLogs(settings);
    // Operators come and go with their addresses; a name that is kept for long hides the new ones.
    Security.setProperty("networkaddress.cache.ttl", "5");
    Security.setProperty("networkaddress.cache.negative.ttl", "2");
    try {
      GatewayPod pod = start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(pod::close, "dragoman-end"));
      return 0;
    } catch (RuntimeException e) {
      err.println("the gateway cannot start: " + rootOf(e));
      return CANNOT_START;
    }
  }

  /** Starts a pod that the caller ends. */
  static GatewayPod start(PodSettings settings) {
    return start(settings, StreamPace.DEFAULT, ConfigSupply.PATIENCE);
  }

  static GatewayPod start(PodSettings settings, StreamPace pace, Duration patience) {
    RunningGateway gateway = GatewayApplication.startUnconfigured(settings.gateway());
    SourceTelemetry telemetry = new SourceTelemetry(gateway.metrics());
    DiskCopy disk = new DiskCopy(settings.copy(), telemetry);
    Intake intake = new Intake(gateway.config(), disk, telemetry);
    ConfigSupply supply =
        new ConfigSupply(
            intake,
            disk,
            new MountedBundle(settings.boot(), intake, MountedBundle.LOOK, telemetry),
            new StreamSource(
                settings.operator(), settings.pod(), intake, gateway.keyNews(), pace, telemetry));
    supply.start(patience, gateway::ready);
    return new GatewayPod(gateway, supply);
  }

  int port() {
    return gateway.port();
  }

  int managementPort() {
    return gateway.managementPort();
  }

  /** Ends the stream first, so that nothing changes any more, then lets open exchanges end. */
  @Override
  public void close() {
    supply.stop();
    gateway.close();
  }

  /** Why a start failed is said in one line, so the framework's pages about it are off. */
  private static void applyToLogs(PodSettings settings) {
    FAILED_STARTS.forEach(logger -> System.setProperty(LEVEL + logger, "OFF"));
    // A connection that fails is said by whoever made it; here it would be a page each time.
    System.setProperty(LEVEL + "reactor.netty.http.client.HttpClientConnect", "ERROR");
    if (settings.logLevel() != null) {
      System.setProperty(LEVEL + "root", settings.logLevel());
    }
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
