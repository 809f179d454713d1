package dev.dragoman.contract;

/**
 * What the operator serves to the pods of one gateway, over TLS, to the bearer of a token of the
 * gateway's own ServiceAccount.
 *
 * <p>{@link #stream} is an endless event stream: {@link #HEAD} with a {@link BundleHead}, {@link
 * #DENIALS} with {@link Denials}, {@link #KEYS} with {@link KeyChanges}, and {@link #PING} every
 * ten seconds. {@link #blob} gives a compressed part by its digest, {@link #credentials} the {@link
 * Credentials}, and {@link #acks} takes an {@link Acknowledgement}.
 *
 * <p>An operator that does not lead answers 503 and {@link #NOT_LEADER}.
 */
public final class DeliveryPaths {
  /** Event: a configuration is there. */
  public static final String HEAD = "head";

  /** Event: what is refused at once has changed. */
  public static final String DENIALS = "denials";

  /** Event: keys in a store that have to be looked up afresh. */
  public static final String KEYS = "keys";

  /** Event: nothing, and the connection lives. */
  public static final String PING = "ping";

  /** Body of a 503 from an operator that only stands by. */
  public static final String NOT_LEADER = "not-leader";

  /** Audience of the tokens that pods show. */
  public static final String AUDIENCE = "dragoman-config";

  /** Query parameter of {@link #stream}: the uid of the pod that asks. */
  public static final String POD = "pod";

  /** Query parameter of {@link #stream}: the digest of the configuration that the pod runs on. */
  public static final String DIGEST = "digest";

  private final String root;

  private DeliveryPaths(String root) {
    this.root = root;
  }

  /** Of one gateway. Both names are names of Kubernetes, so they need no escape. */
  public static DeliveryPaths of(String namespace, String gateway) {
    Require.text(namespace, "namespace");
    Require.text(gateway, "gateway");
    return new DeliveryPaths("/v1/gateways/" + namespace + "/" + gateway);
  }

  public String stream() {
    return root + "/stream";
  }

  /** A shard by the digest of its content, or the list of shards by its own. */
  public String blob(String sha256) {
    Require.sha256(sha256, "sha256");
    return root + "/blobs/" + sha256;
  }

  public String credentials() {
    return root + "/credentials";
  }

  public String acks() {
    return root + "/acks";
  }
}
