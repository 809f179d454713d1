package dev.dragoman.fleet;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.fleet.ResourceSet.Mode;
import dev.dragoman.fleet.ResourceSet.Outside;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.LlmRoute;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Manifests in a text, as a set of resources. */
record Manifests(List<HasMetadata> objects) {
  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(
          new ObjectMapper()
              .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL),
          false);
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "LlmGateway", LlmGateway.class,
          "LlmProvider", LlmProvider.class,
          "LlmRoute", LlmRoute.class,
          "ApiKey", ApiKey.class,
          "LlmQuota", LlmQuota.class,
          "Secret", Secret.class,
          "Namespace", Namespace.class);

  private static final Map<ObjectName, KeyVersions> KEYS = new ConcurrentHashMap<>();
  private static final MintedKeys MINTED =
      key ->
          key.name().startsWith("unminted") ? null : KEYS.computeIfAbsent(key, Manifests::minted);

  static Manifests parse(String yaml) {
    List<HasMetadata> objects = new ArrayList<>();
    for (String document : yaml.split("(?m)^---$", -1)) {
      if (!document.isBlank()) {
        String kind = SERIALIZATION.unmarshal(document, GenericKubernetesResource.class).getKind();
        Class<? extends HasMetadata> type = KINDS.get(kind);
        if (type == null) {
          throw new IllegalArgumentException("no such kind: " + kind);
        }
        objects.add(SERIALIZATION.unmarshal(document, type));
      }
    }
    return new Manifests(List.copyOf(objects));
  }

  Manifests shuffled(long seed) {
    List<HasMetadata> other = new ArrayList<>(objects);
    Collections.shuffle(other, new Random(seed));
    return new Manifests(other);
  }

  Manifests without(String kind, String name) {
    return new Manifests(
        objects.stream()
            .filter(object ->
                !object.getKind().equals(kind) || !object.getMetadata().getName().equals(name))
            .toList());
  }

  Manifests and(List<? extends HasMetadata> more) {
    List<HasMetadata> all = new ArrayList<>(objects);
    all.addAll(more);
    return new Manifests(all);
  }

  private <T> List<T> of(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  ResourceSet set(Mode mode, boolean labelsReadable) {
    Map<ObjectName, Map<String, String>> secrets = new HashMap<>();
    for (Secret secret : of(Secret.class)) {
      secrets.put(ObjectName.of(secret), secret.getStringData());
    }
    Map<String, Map<String, String>> labels = new HashMap<>();
    for (Namespace namespace : of(Namespace.class)) {
      labels.put(namespace.getMetadata().getName(), namespace.getMetadata().getLabels());
    }
    return new ResourceSet(
        of(LlmGateway.class),
        of(LlmProvider.class),
        of(LlmRoute.class),
        of(ApiKey.class),
        of(LlmQuota.class),
        new Outside(
            mode,
            new SecretData(secrets),
            MINTED,
            labelsReadable ? new NamespaceLabels(labels) : NamespaceLabels.UNREADABLE));
  }

  /** A text for each key whose name does not begin with "unminted". */
  private static KeyVersions minted(ObjectName key) {
    String text = "text of " + key;
    return new KeyVersions(KeyText.keyIdOf(text), List.of(DigestEntry.of(KeyText.digestOf(text))));
  }
}
