package dev.dragoman.gateway.config;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.wire.WireHeaders;
import org.jspecify.annotations.Nullable;

/** The header that carries a secret to an upstream. */
public final class CredentialHeader {
  private static final String OF_AZURE = "api-key";

  private CredentialHeader() {}

  /** The secret under the name that the account says, else its server's, else its protocol's. */
  public static WireHeaders of(
      String secret, AuthEntry auth, UpstreamProtocol protocol, Dialect dialect) {
    String name = nameOf(auth, dialect);
    return name == null ? protocol.outbound().credential(secret) : WireHeaders.of(name, secret);
  }

  private static @Nullable String nameOf(AuthEntry auth, Dialect dialect) {
    if (auth.header() != null) {
      return auth.header();
    }
    return auth.type() == AuthEntry.Type.AzureKey ? OF_AZURE : dialect.credentialHeader();
  }
}
