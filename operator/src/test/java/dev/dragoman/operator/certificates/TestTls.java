package dev.dragoman.operator.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Both ends of a connection to this machine. */
public final class TestTls {
  private final Identity authority;

  public TestTls() {
    authority =
        new CertificateMint(new SecureRandom()).authority(Instant.now(), Duration.ofDays(1));
  }

  public SSLContext server() throws GeneralSecurityException {
    ServerIdentity presented = new ServerIdentity();
    presented.present(
        new CertificateMint(new SecureRandom())
            .server(authority, List.of("localhost"), Instant.now(), Duration.ofDays(1)));
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(new KeyManager[] {presented}, null, null);
    return tls;
  }

  public SSLContext client() throws GeneralSecurityException, IOException {
    return trusting(Pem.of(authority.certificate()));
  }

  /** A client that trusts the certificates in {@code pem} and no others. */
  public static SSLContext trusting(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int entry = 0;
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
      store.setCertificateEntry("ca-" + entry, certificate);
      entry++;
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }
}
