package dev.dragoman.operator;

import dev.dragoman.resources.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects of a test, in a namespace of their own on a real API server. */
record TestNamespace(KubernetesClient client, String name) {
  /** Counts of usage alone are written a minute apart, after a look every half minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The definition of a kind as it is delivered. */
  static String definition(Class<? extends CustomResource<?, ?>> kind) {
    try (InputStream in = Kinds.class.getResourceAsStream(Kinds.resource(kind))) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applies manifests, {@code $ns} standing for the namespace. */
  void apply(String yaml) {
    InputStream in =
        new ByteArrayInputStream(yaml.replace("$ns", name).getBytes(StandardCharsets.UTF_8));
    for (HasMetadata object : client.load(in).items()) {
      client.resource(object).fieldManager("test").forceConflicts().serverSideApply();
    }
  }

  <T extends HasMetadata> @Nullable T find(Class<T> kind, String object) {
    return client.resources(kind).inNamespace(name).withName(object).get();
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return client.resources(kind).inNamespace(name).list().getItems();
  }

  /** The object as soon as it is as a test wants it; fails with the object when time is over. */
  <T extends HasMetadata> T await(Class<T> kind, String object, Predicate<T> wanted) {
    Instant deadline = Instant.now().plus(PATIENCE);
    T last = null;
    while (Instant.now().isBefore(deadline)) {
      last = find(kind, object);
      if (last != null && wanted.test(last)) {
        return last;
      }
    }
    if (last != null) {
      last.getMetadata().setManagedFields(List.of());
    }
    throw new AssertionError(
        kind.getSimpleName()
            + " "
            + object
            + " did not become what it should: "
            + client.getKubernetesSerialization().asYaml(last == null ? Map.of() : last));
  }

  /** Deletes all objects of our kinds. */
  void clear() {
    for (Class<? extends CustomResource<?, ?>> kind : Kinds.ALL) {
      client.resources(kind).inNamespace(name).delete();
    }
  }
}
