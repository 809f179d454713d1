package dev.dragoman.operator;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.operator.informers.TolerantClient;
import dev.dragoman.store.Store;
import dev.dragoman.store.dynamo.DynamoStore;
import dev.dragoman.store.dynamo.DynamoTables;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's process: settings, client, controllers, leadership, probes, metrics. */
public final class OperatorMain {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);

  /** As {@code EX_CONFIG} of sysexits: the environment is wrong. */
  private static final int WRONG_ENVIRONMENT = 78;

  private static final int CANNOT_START = 1;

  /** Of a process that lost the lease: it halts, as its end would write once more. */
  private static final int LEASE_LOST = 1;

  private static final int REQUEST_MILLIS = 5_000;

  private OperatorMain() {}

  /** Runs until it is stopped, or loses the lease. */
  public static void main(String[] arguments) {
    OperatorSettings settings;
    try {
      settings = OperatorSettings.of(System.getenv());
    } catch (OperatorSettings.Refused refused) {
      refused.lines().forEach(System.err::println);
      System.exit(WRONG_ENVIRONMENT);
      return;
    }
    try {
      run(settings);
    } catch (IOException | RuntimeException e) {
      System.err.println("the operator cannot start: " + rootOf(e));
      // What has begun may be waiting for what did not.
      Runtime.getRuntime().halt(CANNOT_START);
    }
  }

  private static void run(OperatorSettings settings) throws IOException {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    KubernetesClient client = client(Config.autoConfigure(null), meters);
    OperatorProcess process =
        new OperatorProcess(
            client,
            settings,
            meters,
            Clock.systemUTC(),
            OperatorMain::store,
            () -> Runtime.getRuntime().halt(LEASE_LOST));
    Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
    process.start();
    LOG.atInfo().addKeyValue("settings", settings).log("started");
  }

  /** The tables are made here and by nobody else: pods have no right to. */
  private static Store store(StoreEntry.DynamoDb tables) {
    DynamoTables.create(tables, line -> LOG.atInfo().addKeyValue("progress", line).log("tables"));
    return DynamoStore.open(tables);
  }

  /**
   * A client that gives up in time for the lease: whoever could not renew it for ten seconds must
   * know. Who asks tries again by itself.
   */
  static KubernetesClient client(Config found, MeterRegistry meters) {
    return TolerantClient.of(
        new ConfigBuilder(found)
            .withRequestTimeout(REQUEST_MILLIS)
            .withRequestRetryBackoffLimit(0)
            .build(),
        new ApiRequestMetrics(meters));
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
