package dev.dragoman.gateway.upstream.http;

import java.net.URI;
import java.time.Duration;

/**
 * What decides a connection to an upstream: accounts of equal keys share their connections, across
 * configurations too. Not what is sent on it: the credential and the path of the base URL may
 * change on the same connection.
 *
 * @param provider name; each provider has connections of its own even at a common address, so that
 *     a slow one cannot take those of another
 * @param secure whether TLS is spoken
 * @param policy where the connection may lead; a range that is withdrawn takes its connections with
 *     it
 * @param connect bound on the time until the connection stands
 */
public record AccountKey(
    String provider,
    boolean secure,
    String host,
    int port,
    AddressPolicy policy,
    Duration connect) {
  /**
   * The key of a provider at a base URL.
   *
   * @throws IllegalArgumentException when the URL has no host
   */
  public static AccountKey of(
      String provider, URI baseUrl, AddressPolicy policy, Duration connect) {
    String host = baseUrl.getHost();
    if (host == null) {
      throw new IllegalArgumentException("provider " + provider + ": its base URL has no host");
    }
    boolean secure = "https".equalsIgnoreCase(baseUrl.getScheme());
    int port = baseUrl.getPort() >= 0 ? baseUrl.getPort() : secure ? 443 : 80;
    return new AccountKey(provider, secure, host, port, policy, connect);
  }
}
