package dev.dragoman.gateway.source.stream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where the operator is and how both sides prove who they are. The files change while the process
 * runs: they are read when they are needed.
 *
 * @param address https, with host and port
 * @param ca certificates that the operator's own is judged by, in PEM
 * @param token of the pod's ServiceAccount
 * @param names finds all addresses of the host: one of them leads
 */
public record Operator(URI address, Path ca, Path token, Names names) {
  /** Port: the addresses behind a name. */
  @FunctionalInterface
  public interface Names {
    /**
     * All addresses of the host.
     *
     * @throws UnknownHostException when there is none
     */
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  /** An operator whose name is looked up as the system does. */
  public static Operator at(URI address, Path ca, Path token) {
    return new Operator(address, ca, token, host -> List.of(InetAddress.getAllByName(host)));
  }

  /**
   * All addresses that it has now.
   *
   * @throws UnknownHostException when there is none
   */
  List<InetAddress> addresses() throws UnknownHostException {
    return names.addresses(host());
  }

  /** One of its addresses under its name: the certificate is for that, whatever it was found by. */
  InetSocketAddress named(InetAddress found) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(host(), found.getAddress()), address.getPort());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has the length of an address", e);
    }
  }

  private String host() {
    return Objects.requireNonNull(address.getHost());
  }
}
