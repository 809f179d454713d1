package dev.dragoman.operator.certificates;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Presents whatever certificate is the operator's now: connections made later see the newer one.
 */
final class ServerIdentity extends X509ExtendedKeyManager {
  private static final String ALIAS = "operator";

  private volatile @Nullable Identity current;

  void present(Identity identity) {
    current = identity;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return alias(keyType);
  }

  private @Nullable String alias(String keyType) {
    return keyType.startsWith("EC") && current != null ? ALIAS : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Identity identity = current;
    return identity == null ? null : new X509Certificate[] {identity.certificate()};
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Identity identity = current;
    return identity == null ? null : identity.key();
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
