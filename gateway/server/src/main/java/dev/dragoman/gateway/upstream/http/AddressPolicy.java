package dev.dragoman.gateway.upstream.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which addresses an upstream may have. Public ones always; loopback and private ranges only where
 * configured; link-local ones, among them the clouds' metadata services, never. Judged on the
 * resolved address at every connect: a host name says nothing about where it leads.
 *
 * @param allowed the configured ranges, in no order
 */
public record AddressPolicy(Set<Cidr> allowed) {
  /** Where clouds serve metadata and credentials beside the link-local ranges. */
  private static final List<Cidr> METADATA =
      List.of(
          Cidr.parse("fd00:ec2::/32"), // AWS
          Cidr.parse("fd20:ce::/32"), // Google Cloud
          Cidr.parse("168.63.129.16/32"), // Azure
          Cidr.parse("100.100.100.200/32")); // Alibaba Cloud

  /** IPv4 inside IPv6: the address that is reached is another than the one that is seen. */
  private static final List<Cidr> TRANSLATED =
      List.of(Cidr.parse("64:ff9b::/96"), Cidr.parse("64:ff9b:1::/48"), Cidr.parse("2002::/16"));

  /** Ranges that are not public though {@link InetAddress} does not say so (RFC 6890). */
  private static final List<Cidr> SPECIAL =
      List.of(
          Cidr.parse("0.0.0.0/8"),
          Cidr.parse("100.64.0.0/10"),
          Cidr.parse("192.0.0.0/24"),
          Cidr.parse("198.18.0.0/15"),
          Cidr.parse("240.0.0.0/4"),
          Cidr.parse("fc00::/7"),
          Cidr.parse("2001::/32"));

  public AddressPolicy {
    allowed = Set.copyOf(allowed);
  }

  public AddressPolicy(List<Cidr> allowed) {
    this(Set.copyOf(allowed));
  }

  /** Whether a connection to {@code address} may be opened. */
  public boolean permits(InetAddress address) {
    if (address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || isIn(TRANSLATED, address)
        || isIn(METADATA, address)) {
      return false;
    }
    return isPublic(address) || isIn(allowed, address);
  }

  /** Whether a connection to {@code address} may be opened because its range is configured. */
  public boolean permitsAsPrivate(InetAddress address) {
    return permits(address) && !isPublic(address);
  }

  private static boolean isIn(Collection<Cidr> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static boolean isPublic(InetAddress address) {
    boolean local =
        address.isLoopbackAddress()
            || address.isSiteLocalAddress()
            || (address instanceof Inet6Address v6 && v6.isIPv4CompatibleAddress());
    return !local && !isIn(SPECIAL, address);
  }
}
