package dev.dragoman.resources;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;

/** All kinds, and where their definitions lie on the class path. */
public final class Kinds {
  public static final List<Class<? extends CustomResource<?, ?>>> ALL =
      List.of(LlmGateway.class, LlmProvider.class, LlmRoute.class, ApiKey.class, LlmQuota.class);

  /**
   * Counts the changes of the schemas. Every definition carries it as an annotation, by which an
   * operator tells that the definitions in a cluster are older than itself.
   */
  public static final int SCHEMA_REVISION = 2;

  public static final String SCHEMA_REVISION_ANNOTATION = "dragoman.dev/schema-revision";

  private static final String FOLDER = "/META-INF/dragoman/crds/";

  private Kinds() {}

  /** Name of the definition of a kind, such as {@code llmroutes.dragoman.dev}. */
  public static String definition(Class<? extends CustomResource<?, ?>> kind) {
    return HasMetadata.getFullResourceName(kind);
  }

  /** Absolute path of the YAML file that defines a kind, on the class path of this module. */
  public static String resource(Class<? extends CustomResource<?, ?>> kind) {
    return FOLDER + definition(kind) + ".yaml";
  }
}
