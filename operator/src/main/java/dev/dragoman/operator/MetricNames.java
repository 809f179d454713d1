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

  private MetricNames() {}
}
