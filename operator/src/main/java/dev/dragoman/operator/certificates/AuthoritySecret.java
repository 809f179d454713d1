package dev.dragoman.operator.certificates;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Secret that all replicas of the operator share, written by compare-and-swap. */
final class AuthoritySecret {
  private static final String CURRENT = "ca";
  private static final String NEXT = "next";
  private static final String PREVIOUS = "previous";
  private static final String CERTIFICATE = ".crt";
  private static final String KEY = ".key";

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  /**
   * What is stored.
   *
   * @param authorities null when the Secret holds none, or none that can be read
   * @param version for the next swap
   */
  record Stored(@Nullable Authorities authorities, String version) {}

  AuthoritySecret(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  Optional<Stored> read() {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get())
        .map(AuthoritySecret::stored);
  }

  /**
   * Writes, if the Secret still has {@code version} or, for null, does not exist.
   *
   * @return whether it did; otherwise another replica was faster
   */
  boolean swap(Authorities next, @Nullable String version) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withResourceVersion(version)
            .addToLabels("app.kubernetes.io/managed-by", "dragoman-operator")
            .addToLabels("app.kubernetes.io/part-of", "dragoman")
            .endMetadata()
            .withType("Opaque")
            .withData(data(next))
            .build();
    try {
      if (version == null) {
        client.secrets().resource(secret).create();
      } else {
        client.secrets().resource(secret).update();
      }
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || (version != null && e.getCode() == HttpURLConnection.HTTP_NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }

  private static Map<String, String> data(Authorities authorities) {
    Map<String, String> data = new TreeMap<>();
    put(data, CURRENT + CERTIFICATE, Pem.of(authorities.current().certificate()));
    put(data, CURRENT + KEY, Pem.of(authorities.current().key()));
    if (authorities.next() != null) {
      put(data, NEXT + CERTIFICATE, Pem.of(authorities.next().certificate()));
      put(data, NEXT + KEY, Pem.of(authorities.next().key()));
    }
    if (authorities.previous() != null) {
      put(data, PREVIOUS + CERTIFICATE, Pem.of(authorities.previous()));
    }
    return data;
  }

  private static void put(Map<String, String> data, String key, String text) {
    data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Stored stored(Secret secret) {
    String version = secret.getMetadata().getResourceVersion();
    try {
      Map<String, String> data = secret.getData();
      Identity current = identity(data, CURRENT);
      return new Stored(
          current == null ? null : new Authorities(current, identity(data, NEXT), previous(data)),
          version);
    } catch (GeneralSecurityException _) {
      // Damaged: it is replaced, and pods trust the new one when they have read it.
      return new Stored(null, version);
    }
  }

  private static @Nullable X509Certificate previous(Map<String, String> data)
      throws GeneralSecurityException {
    String certificate = text(data, PREVIOUS + CERTIFICATE);
    return certificate == null ? null : Pem.certificate(certificate);
  }

  private static @Nullable Identity identity(Map<String, String> data, String name)
      throws GeneralSecurityException {
    String certificate = text(data, name + CERTIFICATE);
    String key = text(data, name + KEY);
    return certificate == null || key == null ? null : Pem.identity(certificate, key);
  }

  private static @Nullable String text(Map<String, String> data, String key)
      throws GeneralSecurityException {
    String base64 = data.get(key);
    if (base64 == null) {
      return null;
    }
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException _) {
      throw new GeneralSecurityException("a value that is no base64");
    }
  }
}
