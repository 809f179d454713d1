package dev.dragoman.gateway.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
  private final AddressPolicy publicOnly = new AddressPolicy(List.of());
  private final AddressPolicy everything =
      new AddressPolicy(List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")));

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "104.18.6.192", "2606:4700::6812:6c0"})
  void publicAddressesArePermitted(String address) throws UnknownHostException {
    assertThat(publicOnly.permits(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "fd12:3456::1",
        "::ffff:10.0.0.1",
        "0.1.2.3",
        "198.18.0.1",
        "255.255.255.255"
      })
  void otherRangesNeedConfiguration(String address) throws UnknownHostException {
    assertThat(publicOnly.permits(InetAddress.getByName(address))).isFalse();
    assertThat(everything.permits(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "fe80::1",
        "fd00:ec2::254",
        "100.100.100.200",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "::ffff:169.254.169.254",
        "fd00:ec2::23",
        "fd20:ce::254",
        "168.63.129.16",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe",
        "2002:a9fe:a9fe::1"
      })
  void linkLocalAndMetadataAreNeverPermitted(String address) throws UnknownHostException {
    assertThat(everything.permits(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void aConfiguredRangeOpensNoMoreThanItself() throws UnknownHostException {
    // Given
    AddressPolicy policy = new AddressPolicy(List.of(Cidr.parse("10.20.0.0/14")));

    // Then
    assertThat(policy.permits(InetAddress.getByName("10.23.255.255"))).isTrue();
    assertThat(policy.permits(InetAddress.getByName("10.24.0.0"))).isFalse();
    assertThat(policy.permits(InetAddress.getLoopbackAddress())).isFalse();
  }
}
