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
 * @param replicasPath where the scale subresource finds the number of replicas, as in {@code
 *     .spec.replicas}; null without that subresource
 */
record ResourceDefinition(
    String apiVersion,
    String kind,
    boolean keepsStatusApart,
    @Nullable String replicasPath,
    Schema schema) {

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
    Map<String, @Nullable Object> subresources = Trees.mapOf(version.get("subresources"));
    Object schema = Trees.mapOf(version.get("schema")).get("openAPIV3Schema");
    return new ResourceDefinition(
        spec.get("group") + "/" + version.get("name"),
        String.valueOf(Trees.mapOf(spec.get("names")).get("kind")),
        subresources.containsKey("status"),
        (String) Trees.mapOf(subresources.get("scale")).get("specReplicasPath"),
        Schema.of(Trees.mapOf(schema)));
  }
}
