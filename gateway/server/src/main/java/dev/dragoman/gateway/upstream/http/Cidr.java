package dev.dragoman.gateway.upstream.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param network first address of the range, 4 or 16 bytes
 * @param prefix how many leading bits count
 */
public record Cidr(byte[] network, int prefix) {
  /**
   * Reads CIDR notation; never resolves a name.
   *
   * @throws IllegalArgumentException when the text is not an address literal with a prefix length
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] network =
        slash < 0 ? null : NetUtil.createByteArrayFromIpAddressString(text.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not in CIDR notation, such as 10.0.0.0/8");
    }
    int prefix = prefixOf(text, slash, network.length * 8);
    return new Cidr(network, prefix);
  }

  private static int prefixOf(String text, int slash, int bits) {
    try {
      int prefix = Integer.parseInt(text.substring(slash + 1));
      if (prefix >= 0 && prefix <= bits) {
        return prefix;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" has no number after the slash", e);
    }
    throw new IllegalArgumentException("\"" + text + "\" has a prefix beyond " + bits + " bits");
  }

  public boolean contains(InetAddress address) {
    byte[] bytes = unmapped(address).getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (bytes[i] != network[i]) {
        return false;
      }
    }
    int rest = prefix % 8;
    int mask = 0xFF << (8 - rest);
    return rest == 0 || (bytes[whole] & mask) == (network[whole] & mask);
  }

  /** {@code ::ffff:10.0.0.1} is 10.0.0.1 by another spelling. */
  private static InetAddress unmapped(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cidr that
        && prefix == that.prefix
        && Arrays.equals(network, that.network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + prefix;
  }
}
