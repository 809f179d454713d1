package dev.dragoman.operator.informers;

import dev.dragoman.fleet.ObjectName;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.gateway.Alerts;
import dev.dragoman.resources.gateway.Webhook;
import dev.dragoman.resources.key.Material;
import dev.dragoman.resources.provider.Auth;
import dev.dragoman.resources.provider.UpstreamTls;
import dev.dragoman.resources.values.SecretRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which Secrets objects refer to, kept as the objects come and go. Thread-safe. */
final class SecretReferences {
  private final Map<String, Set<ObjectName>> byObject = new ConcurrentHashMap<>();

  void put(HasMetadata object) {
    Set<ObjectName> names = of(object);
    if (names.isEmpty()) {
      remove(object);
    } else {
      byObject.put(object.getMetadata().getUid(), names);
    }
  }

  void remove(HasMetadata object) {
    byObject.remove(object.getMetadata().getUid());
  }

  /** All that something refers to. */
  Set<ObjectName> all() {
    Set<ObjectName> all = new HashSet<>();
    byObject.values().forEach(all::addAll);
    return all;
  }

  private static Set<ObjectName> of(HasMetadata object) {
    Set<ObjectName> names = new HashSet<>();
    switch (object) {
      case LlmProvider provider when provider.getSpec() != null -> {
        Auth auth = provider.getSpec().auth();
        UpstreamTls tls = provider.getSpec().tls();
        add(object, auth == null ? null : auth.secretRef(), names);
        add(object, tls == null ? null : tls.caSecretRef(), names);
      }
      case LlmGateway gateway when gateway.getSpec() != null -> {
        Alerts alerts = gateway.getSpec().alerts();
        Webhook webhook = alerts == null ? null : alerts.webhook();
        add(object, webhook == null ? null : webhook.secretRef(), names);
      }
      case ApiKey key when key.getSpec() != null -> {
        Material material = key.getSpec().material();
        add(object, material == null ? null : material.secretRef(), names);
      }
      default -> {}
    }
    return names;
  }

  /** What a build cannot read of an object is absent here; the fleet's verdict says so. */
  private static void add(HasMetadata object, @Nullable SecretRef ref, Set<ObjectName> names) {
    String name = ref == null ? null : ref.name();
    if (name != null) {
      names.add(new ObjectName(object.getMetadata().getNamespace(), name));
    }
  }
}
