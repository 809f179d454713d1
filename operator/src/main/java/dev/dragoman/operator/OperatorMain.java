package dev.dragoman.operator;

import dev.dragoman.operator.informers.TolerantClient;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's process: settings, client, controllers, leadership, probes, metrics. */
public final class OperatorMain {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);
  private static final int MISCONFIGURED = 2;
  private static final int REQUEST_MILLIS = 10_000;

  private OperatorMain() {}

  /** Runs until it is stopped, or loses the lease. */
  public static void main(String[] arguments) throws IOException {
    OperatorSettings settings;
    try {
      settings = OperatorSettings.of(System.getenv());
    } catch (OperatorSettings.Refused refused) {
      refused.lines().forEach(System.err::println);
      System.exit(MISCONFIGURED);
      return;
    }
    run(settings);
  }

  private static void run(OperatorSettings settings) throws IOException {
    Config config =
        new ConfigBuilder(Config.autoConfigure(null)).withRequestTimeout(REQUEST_MILLIS).build();
    KubernetesClient client = TolerantClient.of(config);
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    OperatorProcess process = new OperatorProcess(client, settings, meters, Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
    process.start();
    LOG.atInfo().addKeyValue("settings", settings).log("started");
  }
}
