package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.YamlCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ApiKey.
 *
 * @param gateway the gateway that takes the key, null when the manifest names none
 * @param secret where the key's text stands; null for a key that is minted
 * @param models patterns of public names
 */
record KeyManifest(
    ObjectName name,
    Place place,
    @Nullable Ref gateway,
    @Nullable SecretRef secret,
    List<Ref> routes,
    List<String> models) {
  private static final int MAX_REFS = 64;
  private static final Fields SPEC =
      Fields.of("gatewayRef", "material", "routes", "models", "state", "owner")
          .later(
              "rotation",
              "notBefore",
              "expiresAt",
              "limits",
              "quotaRefs",
              "budgets",
              "storeOutage",
              "clientCidrs",
              "tags");
  private static final Fields MATERIAL = Fields.of("type", "secretRef").later("secretName");
  private static final Fields OWNER = Fields.of("team", "contact", "costCenter", "purpose");
  private static final Words TYPES = Words.of("Generate", "FromSecret");
  private static final Words STATES = Words.of("Active").later("Suspended", "Revoked");

  KeyManifest {
    routes = List.copyOf(routes);
    models = List.copyOf(models);
  }

  /** Null, with problems added, when it cannot be served. */
  static @Nullable KeyManifest read(ManifestHead head) {
    YamlCursor spec = head.document().requiredMapping("spec");
    if (spec == null) {
      return null;
    }
    spec.allow(SPEC);
    String namespace = head.name().namespace();
    YamlCursor gatewayField = spec.mapping("gatewayRef");
    Ref gateway = gatewayField == null ? null : Ref.read(gatewayField, namespace);
    SecretRef secret = secret(spec, namespace);
    List<Ref> routes = Ref.list(spec, "routes", MAX_REFS, namespace);
    List<String> models = models(spec);
    for (String field : List.of("routes", "models")) {
      if (spec.field(field) == null) {
        spec.problem(field, "the field is required: there is no implicit permission");
      }
    }
    checkState(spec);
    checkOwner(spec);
    if (!head.isWhole()) {
      return null;
    }
    return new KeyManifest(head.name(), spec.place(), gateway, secret, routes, models);
  }

  private static @Nullable SecretRef secret(YamlCursor spec, String namespace) {
    YamlCursor material = spec.mapping("material");
    if (material == null) {
      return null;
    }
    material.allow(MATERIAL);
    YamlCursor typeField = material.field("type");
    String type = typeField == null ? "Generate" : TYPES.read(typeField);
    if ("FromSecret".equals(type)) {
      YamlCursor ref = material.requiredMapping("secretRef");
      return ref == null ? null : SecretRef.read(ref, namespace);
    }
    YamlCursor needless = material.field("secretRef");
    if (needless != null) {
      needless.problem("type Generate has no secretRef; did you mean type: FromSecret?");
    }
    return null;
  }

  private static List<String> models(YamlCursor spec) {
    List<String> models = new ArrayList<>();
    for (YamlCursor item : spec.items("models", MAX_REFS)) {
      String pattern = Syntax.MODEL_PATTERN.text(item);
      if (pattern != null) {
        models.add(pattern);
      }
    }
    return models;
  }

  private static void checkState(YamlCursor spec) {
    YamlCursor state = spec.field("state");
    if (state != null) {
      STATES.read(state);
    }
  }

  private static void checkOwner(YamlCursor spec) {
    YamlCursor owner = spec.mapping("owner");
    if (owner != null) {
      owner.allow(OWNER).fields().values().forEach(YamlCursor::text);
    }
  }
}
