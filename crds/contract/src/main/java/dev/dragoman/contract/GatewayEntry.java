package dev.dragoman.contract;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a gateway as a whole.
 *
 * @param name {@code namespace/name} of its manifest
 * @param uid tells it from an earlier gateway of the same name
 * @param storedResponses null when no answer is stored
 * @param upstreamCidrs private ranges that upstreams may resolve to, in CIDR notation
 * @param trustedProxies whose word counts for a client's address, in CIDR notation
 * @param egressProxy proxy for all upstreams that name none
 * @param apis client interfaces that are served; empty for all
 * @param media null when no media are fetched
 * @param pod null for the gateway's own settings
 * @param alerts null when nobody is told
 */
public record GatewayEntry(
    String name,
    String uid,
    StoreEntry store,
    @Nullable StoredResponsesEntry storedResponses,
    PolicyEntry policy,
    List<String> upstreamCidrs,
    List<String> trustedProxies,
    @Nullable URI egressProxy,
    List<ApiName> apis,
    @Nullable MediaEntry media,
    @Nullable PodEntry pod,
    @Nullable AlertsEntry alerts) {
  /**
   * The ranges that upstreams may lie in when nobody says otherwise: this machine and private
   * networks (RFC 1918, RFC 4193). A single process has no neighbours to protect from its owner.
   */
  public static final List<String> LOOPBACK_AND_PRIVATE =
      List.of(
          "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");

  /** A gateway of one process, of which little needs to be said. */
  public static GatewayEntry of(
      String name, StoreEntry store, PolicyEntry policy, List<String> upstreamCidrs) {
    return new GatewayEntry(
        name,
        name,
        store,
        null,
        policy,
        upstreamCidrs,
        List.of(),
        null,
        List.of(),
        null,
        null,
        null);
  }

  public GatewayEntry {
    Require.text(name, "name");
    Require.text(uid, "uid");
    upstreamCidrs = List.copyOf(upstreamCidrs);
    trustedProxies = List.copyOf(trustedProxies);
    apis = apis.stream().distinct().sorted().toList();
  }

  /** The same gateway with other private ranges. */
  public GatewayEntry withUpstreamCidrs(List<String> others) {
    return new GatewayEntry(
        name,
        uid,
        store,
        storedResponses,
        policy,
        others,
        trustedProxies,
        egressProxy,
        apis,
        media,
        pod,
        alerts);
  }

  /** The same gateway, storing answers otherwise. */
  public GatewayEntry withStoredResponses(@Nullable StoredResponsesEntry other) {
    return new GatewayEntry(
        name,
        uid,
        store,
        other,
        policy,
        upstreamCidrs,
        trustedProxies,
        egressProxy,
        apis,
        media,
        pod,
        alerts);
  }

  /** The same gateway with other bounds on fetching media. */
  public GatewayEntry withMedia(@Nullable MediaEntry bounds) {
    return new GatewayEntry(
        name,
        uid,
        store,
        storedResponses,
        policy,
        upstreamCidrs,
        trustedProxies,
        egressProxy,
        apis,
        bounds,
        pod,
        alerts);
  }
}
