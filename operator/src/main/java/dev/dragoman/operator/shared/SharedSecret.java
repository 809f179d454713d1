package dev.dragoman.operator.shared;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Secret in the operator's namespace that all its replicas share. It is written only as it was
 * read last, so they agree on what it says.
 *
 * @param <T> what it says
 */
public final class SharedSecret<T> {
  /** Swaps that replicas may lose to each other in a row. */
  private static final int ATTEMPTS = 5;

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final Form<T> form;

  /**
   * How it is written down, as texts by key.
   *
   * @param read null when the texts say nothing that makes sense: they are replaced then
   */
  public record Form<T>(
      Function<Map<String, String>, @Nullable T> read, Function<T, Map<String, String>> write) {}

  /** A Secret that need not be there yet. */
  public SharedSecret(KubernetesClient client, String namespace, String name, Form<T> form) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
    this.form = form;
  }

  /**
   * Reads it and brings it to what is due.
   *
   * @param due from what it says, null for nothing; the same when nothing is to change
   * @return what all replicas go by now
   * @throws IllegalStateException when others write it all the time
   */
  public T agree(Function<@Nullable T, T> due) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Secret stored = client.secrets().inNamespace(namespace).withName(name).get();
      T known = stored == null ? null : form.read().apply(texts(stored));
      T next = due.apply(known);
      if (next.equals(known) || isWritten(next, stored)) {
        return next;
      }
    }
    throw new IllegalStateException("Secret " + name + " is written by others all the time");
  }

  private static Map<String, String> texts(Secret secret) {
    Map<String, String> texts = new TreeMap<>();
    secret
        .getData()
        .forEach((key, base64) -> {
          try {
            texts.put(
                key, new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII));
          } catch (IllegalArgumentException _) {
            // Damaged by hand: as good as absent.
          }
        });
    return texts;
  }

  /** Whether it could be written; otherwise another replica was faster. */
  private boolean isWritten(T next, @Nullable Secret before) {
    Map<String, String> data = new TreeMap<>();
    form.write()
        .apply(next)
        .forEach((key, text) ->
            data.put(
                key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII))));
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withResourceVersion(before == null ? null : before.getMetadata().getResourceVersion())
            .addToLabels("app.kubernetes.io/managed-by", "dragoman-operator")
            .addToLabels("app.kubernetes.io/part-of", "dragoman")
            .endMetadata()
            .withType("Opaque")
            .withData(data)
            .build();
    try {
      if (before == null) {
        client.secrets().resource(secret).create();
      } else {
        client.secrets().resource(secret).update();
      }
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || (before != null && e.getCode() == HttpURLConnection.HTTP_NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }
}
