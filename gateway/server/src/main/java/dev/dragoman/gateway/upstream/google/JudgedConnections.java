package dev.dragoman.gateway.upstream.google;

import com.google.api.client.http.javanet.ConnectionFactory;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import dev.dragoman.gateway.upstream.http.AddressPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;

/**
 * Connections to where a key says that its tokens are given. A key is a tenant's, so its address is
 * not trusted: it is one of Google's over TLS, which its certificate proves, or, for a provider
 * that is called without TLS itself, a private one that {@link AddressPolicy} permits. The address
 * that was judged is the one that is connected to, at redirects too.
 */
final class JudgedConnections implements ConnectionFactory {
  private static final String ACCOUNTS = "accounts.google.com";
  private static final String APIS = ".googleapis.com";

  private final AddressPolicy policy;

  private final boolean plain;

  private JudgedConnections(AddressPolicy policy, boolean plain) {
    this.policy = policy;
    this.plain = plain;
  }

  /**
   * Makes such connections.
   *
   * @param plain whether the provider is called without TLS
   */
  static HttpTransportFactory transports(AddressPolicy policy, boolean plain) {
    ConnectionFactory connections = new JudgedConnections(policy, plain);
    return () -> new NetHttpTransport.Builder().setConnectionFactory(connections).build();
  }

  @Override
  public HttpURLConnection openConnection(URL url) throws IOException {
    if (url.getProtocol().equals("https") && isOfGoogle(url.getHost())) {
      return (HttpURLConnection) url.openConnection();
    }
    if (plain && url.getProtocol().equals("http")) {
      for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
        if (policy.permitsAsPrivate(address)) {
          return (HttpURLConnection) at(address, url).openConnection(Proxy.NO_PROXY);
        }
      }
    }
    throw new ConnectException(
        "token_uri of the key is neither an https address of Google nor a private one that"
            + " upstreamCidrs permit");
  }

  private static boolean isOfGoogle(String host) {
    return host.equals(ACCOUNTS) || host.endsWith(APIS);
  }

  private static URL at(InetAddress address, URL url) throws IOException {
    String host = address.getHostAddress();
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    return URI.create(
            "http://"
                + (address instanceof Inet6Address ? "[" + host + "]" : host)
                + ":"
                + port
                + url.getFile())
        .toURL();
  }
}
