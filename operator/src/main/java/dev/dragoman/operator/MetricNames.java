package dev.dragoman.operator;

/** Names of the operator's own metrics. */
public final class MetricNames {
  /** Whether this process leads, 1 or 0. */
  public static final String LEADER = "dragoman.operator.leader";

  /** From the first change that was seen to the last Ready pod that serves it; a timer. */
  public static final String PROPAGATION = "dragoman.operator.propagation";

  /** Ready pods of a gateway by how far they are. */
  public static final String PODS = "dragoman.operator.pods";

  /** What the parts of a gateway's configuration take, compressed. */
  public static final String BUNDLE_BYTES = "dragoman.operator.bundle.bytes";

  /** Objects by kind and by whether they are accepted. */
  public static final String OBJECTS = "dragoman.operator.objects";

  /** Statuses that were written. */
  public static final String STATUS_WRITES = "dragoman.operator.status.writes";

  /** How long a gateway's newest configuration has waited for the last of its Ready pods. */
  public static final String CONVERGENCE_LAG = "dragoman.operator.convergence.lag";

  /** When a certificate ends, in seconds since 1970. */
  public static final String CERTIFICATE_EXPIRY = "dragoman.operator.certificate.expiry";

  /** Renewals of certificates, envelope keys and the like that failed. */
  public static final String FAILED_RENEWALS = "dragoman.operator.failed.renewals";

  /** Reconciliations by controller and outcome. */
  public static final String RECONCILIATIONS = "dragoman.operator.reconciliations";

  /** Reconciliations of objects whose last one failed. */
  public static final String RETRIES = "dragoman.operator.retries";

  /** Reconciliations that run. */
  public static final String ACTIVE_RECONCILIATIONS = "dragoman.operator.active.reconciliations";

  /** Reconciliations that wait for a thread. */
  public static final String QUEUED_RECONCILIATIONS = "dragoman.operator.queued.reconciliations";

  /** Time that one reconciliation takes; a timer. */
  public static final String RECONCILIATION_DURATION = "dragoman.operator.reconciliation.duration";

  /** Requests to the API server by method and code. */
  public static final String API_REQUESTS = "dragoman.operator.api.requests";

  private MetricNames() {}
}
