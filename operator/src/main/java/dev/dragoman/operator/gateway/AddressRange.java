package dev.dragoman.operator.gateway;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param cidr as it was written; its form was judged when the gateway was accepted
 */
record AddressRange(String cidr) {
  /** Whether {@code inner} is a part of this range and not all of it. */
  boolean encloses(AddressRange inner) {
    byte[] mine = address().getAddress();
    byte[] others = inner.address().getAddress();
    int shift = mine.length * 8 - prefix();
    return mine.length == others.length
        && prefix() < inner.prefix()
        && new BigInteger(1, mine)
            .shiftRight(shift)
            .equals(new BigInteger(1, others).shiftRight(shift));
  }

  /** A literal: nothing is looked up. */
  private InetAddress address() {
    return InetAddress.ofLiteral(cidr.substring(0, cidr.indexOf('/')));
  }

  private int prefix() {
    return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
  }
}
