package dev.dragoman.standalone.directory;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dragoman.fleet.Kind;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.LlmRoute;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Trees as objects of their kinds. */
final class ResourceObjects {
  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(new ObjectMapper(), false);

  private static final Set<String> OWN_METADATA = Set.of("name", "labels", "annotations");

  private ResourceObjects() {}

  /**
   * The object; its tree has been judged, so it fits the kind. Of the metadata an API server gives
   * itself, such as a uid and times, nothing is taken from a file.
   */
  static HasMetadata objectOf(ManifestKey key, Map<String, @Nullable Object> tree) {
    Map<String, @Nullable Object> metadata = new HashMap<>();
    ManifestReader.mapOf(tree.get("metadata"))
        .forEach((name, value) -> {
          if (OWN_METADATA.contains(String.valueOf(name))) {
            metadata.put(String.valueOf(name), value);
          }
        });
    metadata.put("namespace", key.name().namespace());
    Map<String, @Nullable Object> object = new HashMap<>(tree);
    object.put("metadata", metadata);
    return SERIALIZATION.convertValue(object, typeOf(Kind.valueOf(key.kind())));
  }

  private static Class<? extends HasMetadata> typeOf(Kind kind) {
    return switch (kind) {
      case LlmGateway -> LlmGateway.class;
      case LlmProvider -> LlmProvider.class;
      case LlmRoute -> LlmRoute.class;
      case ApiKey -> ApiKey.class;
      case LlmQuota -> LlmQuota.class;
    };
  }
}
