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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees as objects of their kinds. */
final class ResourceObjects {
  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(new ObjectMapper(), false);

  private ResourceObjects() {}

  /** The object; its tree has been judged, so it fits the kind. */
  static HasMetadata objectOf(ManifestKey key, Map<String, @Nullable Object> tree) {
    HasMetadata object = SERIALIZATION.convertValue(tree, typeOf(Kind.valueOf(key.kind())));
    object.getMetadata().setNamespace(key.name().namespace());
    return object;
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
