package dev.dragoman.admission;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The stored version of a CustomResourceDefinition.
 *
 * @param apiVersion group and version of its objects
 * @param keepsStatusApart whether an object's own status is dropped when it is written
 */
record ResourceDefinition(String apiVersion, String kind, boolean keepsStatusApart, Schema schema) {

  /** Reads the manifest of a definition that has one served version. */
  static ResourceDefinition parse(String yaml) {
    Map<String, @Nullable Object> manifest =
        Trees.mapOf(Trees.copy(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
    Map<String, @Nullable Object> spec = Trees.mapOf(manifest.get("spec"));
    for (Object entry : Trees.listOf(spec.get("versions"))) {
      Map<String, @Nullable Object> version = Trees.mapOf(entry);
      if (Boolean.TRUE.equals(version.get("storage"))) {
        return of(spec, version);
      }
    }
    throw new IllegalArgumentException("a resource definition without a stored version");
  }

  private static ResourceDefinition of(
      Map<String, @Nullable Object> spec, Map<String, @Nullable Object> version) {
    Object schema = Trees.mapOf(version.get("schema")).get("openAPIV3Schema");
    return new ResourceDefinition(
        spec.get("group") + "/" + version.get("name"),
        String.valueOf(Trees.mapOf(spec.get("names")).get("kind")),
        Trees.mapOf(version.get("subresources")).containsKey("status"),
        Schema.of(Trees.mapOf(schema)));
  }
}
