package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.YamlCursor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An LlmRoute.
 *
 * @param parents the gateways it wants to be served by
 * @param listed whether its names stand in the list of models
 * @param active false when the route is switched off
 */
record RouteManifest(
    ObjectName name,
    Place place,
    List<Ref> parents,
    List<PublicModel> models,
    boolean listed,
    boolean active,
    Backend backend) {
  private static final int MAX_PARENTS = 8;
  private static final int MAX_MODELS = 32;
  private static final int MAX_BACKENDS = 32;
  private static final Fields SPEC =
      Fields.of("parentRefs", "models", "visibility", "backends", "timeouts", "state")
          .later(
              "match",
              "balancing",
              "failover",
              "retry",
              "lossPolicy",
              "limits",
              "cache",
              "headers",
              "mirror",
              "allowedKeys");
  private static final Fields BACKEND =
      Fields.of("name", "providerRef", "model", "timeouts")
          .later("weight", "priority", "headers", "set");
  private static final Words VISIBILITY = Words.of("Listed", "Hidden");
  private static final Words STATE = Words.of("Active", "Disabled");

  RouteManifest {
    parents = List.copyOf(parents);
    models = List.copyOf(models);
  }

  /** A public name and where it stands. */
  record PublicModel(String name, Place place) {}

  /**
   * Where a route goes.
   *
   * @param model the upstream's name of the model; null for the name that was asked for
   */
  record Backend(String name, Ref provider, @Nullable String model, Timeouts timeouts) {}

  /** Null, with problems added, when it cannot be served. */
  static @Nullable RouteManifest read(ManifestHead head) {
    YamlCursor spec = head.document().requiredMapping("spec");
    if (spec == null) {
      return null;
    }
    spec.allow(SPEC);
    String namespace = head.name().namespace();
    List<Ref> parents = Ref.list(spec, "parentRefs", MAX_PARENTS, namespace);
    List<PublicModel> models = models(spec);
    boolean listed = !"Hidden".equals(word(VISIBILITY, spec.field("visibility")));
    boolean active = !"Disabled".equals(word(STATE, spec.field("state")));
    Backend backend = backend(spec, namespace);
    if (backend == null || !head.isWhole()) {
      return null;
    }
    return new RouteManifest(head.name(), spec.place(), parents, models, listed, active, backend);
  }

  private static @Nullable String word(Words words, @Nullable YamlCursor field) {
    return field == null ? null : words.read(field);
  }

  private static List<PublicModel> models(YamlCursor spec) {
    List<PublicModel> models = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<YamlCursor> items = spec.items("models", MAX_MODELS);
    for (YamlCursor item : items) {
      String name = Syntax.MODEL_PATTERN.text(item);
      if (name == null) {
        continue;
      }
      if (name.contains("*")) {
        item.problem("UnsupportedValue: patterns are not honoured yet; write exact names");
      } else if (!seen.add(name)) {
        item.problem("the name stands twice");
      } else {
        models.add(new PublicModel(name, item.place()));
      }
    }
    if (items.isEmpty()) {
      spec.problem("models", "at least one name is required");
    }
    return models;
  }

  private static @Nullable Backend backend(YamlCursor spec, String namespace) {
    List<YamlCursor> backends = spec.items("backends", MAX_BACKENDS);
    if (backends.isEmpty()) {
      spec.problem("backends", "one backend is required");
      return null;
    }
    if (backends.size() > 1) {
      backends.get(1).problem("UnsupportedValue: a second backend is not honoured yet");
      return null;
    }
    Timeouts above = Timeouts.read(spec, Timeouts.NONE);
    return backends.getFirst().isMapping() ? backend(backends.getFirst(), namespace, above) : null;
  }

  private static @Nullable Backend backend(YamlCursor cursor, String namespace, Timeouts above) {
    cursor.allow(BACKEND);
    YamlCursor nameField = cursor.required("name");
    String name = nameField == null ? null : Syntax.BACKEND.text(nameField);
    YamlCursor providerField = cursor.requiredMapping("providerRef");
    Ref provider = providerField == null ? null : Ref.read(providerField, namespace);
    String model = Syntax.MODEL.optional(cursor.field("model"));
    Timeouts timeouts = Timeouts.read(cursor, above);
    if (name == null || provider == null) {
      return null;
    }
    return new Backend(name, provider, model, timeouts);
  }
}
