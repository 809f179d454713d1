package dev.dragoman.gateway.source.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority to throw away and a server's certificate that it signed. */
public final class TestCertificates {
  /** The name that the certificate is for. */
  public static final String HOST = "dragoman-operator.test.svc";

  private static final String PASSWORD = "only-a-test";

  private final KeyStore store;

  private TestCertificates(KeyStore store) {
    this.store = store;
  }

  /** Makes both by the JDK's own tool, in {@code folder}. */
  public static TestCertificates make(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("keys.p12");
    keytool(file, "-alias", "ca", "-dname", "CN=test authority", "-ext", "bc:c");
    keytool(
        file,
        "-alias",
        "server",
        "-dname",
        "CN=test operator",
        "-signer",
        "ca",
        "-ext",
        "san=dns:" + HOST);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificates(store);
  }

  private static void keytool(Path file, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  /** The authority's certificate, as pods have it mounted. */
  public String authority() throws GeneralSecurityException {
    byte[] encoded = store.getCertificate("ca").getEncoded();
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(encoded)
        + "\n-----END CERTIFICATE-----\n";
  }

  SSLContext server() throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    KeyStore own = KeyStore.getInstance("PKCS12");
    try {
      own.load(null, null);
    } catch (IOException e) {
      throw new IllegalStateException("an empty store needs no input", e);
    }
    char[] password = PASSWORD.toCharArray();
    own.setKeyEntry(
        "server", store.getKey("server", password), password, store.getCertificateChain("server"));
    keys.init(own, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
