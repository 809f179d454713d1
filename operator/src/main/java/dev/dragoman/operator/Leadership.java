package dev.dragoman.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the operator's replicas acts: the holder of a lease. Whoever loses it ends, so that
 * nothing is written by one who only believes to lead.
 */
final class Leadership {
  static final String LEASE = "dragoman-operator";
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final KubernetesClient client;
  private final OperatorSettings settings;
  private final Runnable won;
  private final Runnable lost;
  private volatile boolean leading;
  private volatile boolean ending;

  /**
   * Nobody leads yet.
   *
   * @param won called when this process begins to lead
   * @param lost called when the lease is lost: has to end the process without another write
   */
  Leadership(KubernetesClient client, OperatorSettings settings, Runnable won, Runnable lost) {
    this.client = client;
    this.settings = settings;
    this.won = won;
    this.lost = lost;
  }

  boolean isLeading() {
    return leading;
  }

  /**
   * How the framework elects. It must not end the process itself: it would do so also when it is
   * stopped while the process ends, and wait for itself.
   */
  @SuppressWarnings("deprecation") // Its builder takes this setting for tests only.
  LeaderElectionConfiguration configuration() {
    return new LeaderElectionConfiguration(
        LEASE,
        settings.namespace(),
        LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
        LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
        LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
        settings.pod(),
        new LeaderCallbacks(
            this::begin,
            this::end,
            leader -> LOG.atInfo().addKeyValue("leader", leader).log("another leader was elected")),
        false);
  }

  private void begin() {
    leading = true;
    won.run();
  }

  private void end() {
    leading = false;
    if (!ending) {
      LOG.atError().log("the lease is lost; this process ends");
      lost.run();
    }
  }

  /** From now on an end of leading is what is wanted. */
  void beginToEnd() {
    ending = true;
  }

  /** Lets go of the lease, so that the next one need not wait until it has run out. */
  void release() {
    leading = false;
    try {
      Lease lease = client.leases().inNamespace(settings.namespace()).withName(LEASE).get();
      if (lease != null && Objects.equals(lease.getSpec().getHolderIdentity(), settings.pod())) {
        lease.getSpec().setHolderIdentity("");
        client.resource(lease).update();
      }
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue("statusCode", e.getCode())
          .log("the lease could not be released; the next leader waits until it has run out");
    }
  }
}
