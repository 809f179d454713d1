package dev.dragoman.standalone.start;

import java.util.List;

/**
 * The ranges that upstreams may lie in when nobody says otherwise: this machine and private
 * networks (RFC 1918, RFC 4193). A single process has no neighbours to protect from its owner.
 */
public final class PrivateRanges {
  public static final List<String> LOOPBACK_AND_PRIVATE =
      List.of(
          "127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

  private PrivateRanges() {}
}
