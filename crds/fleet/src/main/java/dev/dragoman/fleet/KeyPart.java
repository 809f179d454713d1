package dev.dragoman.fleet;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.ApiKeySpec;
import dev.dragoman.resources.key.Material;
import dev.dragoman.resources.key.MaterialType;
import dev.dragoman.resources.values.SecretRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as its own spec has it.
 *
 * @param fromSecret where its text is, null when it is generated
 * @param everyRoute whether it may call every route that consents
 * @param routes the routes that it names
 * @param routeNames their names as entries have them
 */
record KeyPart(
    Origin origin,
    ApiKeySpec spec,
    ObjectName gateway,
    @Nullable SecretKey fromSecret,
    boolean everyRoute,
    List<ObjectName> routes,
    List<String> routeNames,
    List<ObjectName> quotas,
    SpendPolicy spend) {
  /** One value of a Secret. */
  record SecretKey(ObjectName secret, String key) {}

  static KeyPart of(ApiKey key, Honoured honoured) {
    ApiKeySpec spec = key.getSpec();
    ObjectName name = ObjectName.of(key);
    String own = name.namespace();
    Reading reading = new Reading(HonourCheck.of(honoured, Kind.ApiKey, spec));
    SpendPolicy spend =
        SpendPolicies.of(spec.limits(), spec.budgets(), spec.storeOutage(), reading);
    GatewayPart.ranges(spec.clientCidrs(), "spec.clientCidrs", reading);
    for (int i = 0; i < spec.models().size(); i++) {
      String text = spec.models().get(i);
      reading.field("spec.models[" + i + "]", () -> ModelPattern.of(text));
    }
    if (spec.notBefore() != null
        && spec.expiresAt() != null
        && !spec.notBefore().isBefore(spec.expiresAt())) {
      reading.invalid("spec.expiresAt", "not after notBefore: the key would never be honoured");
    }
    SecretKey secret = secret(spec.material(), own);
    if (secret == null && isForeign(spec.material())) {
      reading.invalid("spec.material.secretRef", "FromSecret needs it");
    }
    List<ObjectName> routes =
        spec.routes().stream()
            .filter(ref -> !ref.name().equals("*"))
            .map(ref -> ObjectName.in(ref.namespace(), own, ref.name()))
            .distinct()
            .toList();
    return new KeyPart(
        Origin.of(Kind.ApiKey, key, reading.problems()),
        spec,
        ObjectName.in(spec.gatewayRef().namespace(), own, spec.gatewayRef().name()),
        secret,
        spec.routes().stream().anyMatch(ref -> ref.name().equals("*")),
        routes,
        routes.stream().map(ObjectName::toString).toList(),
        spec.quotaRefs().stream()
            .map(ref -> ObjectName.in(ref.namespace(), own, ref.name()))
            .distinct()
            .toList(),
        spend);
  }

  private static boolean isForeign(@Nullable Material material) {
    return material != null && material.type() == MaterialType.FromSecret;
  }

  private static @Nullable SecretKey secret(@Nullable Material material, String namespace) {
    SecretRef ref = material == null ? null : material.secretRef();
    if (ref == null) {
      return null;
    }
    String key = ref.key() == null ? "api-key" : ref.key();
    return new SecretKey(new ObjectName(namespace, ref.name()), key);
  }

  KeyEntry.State state() {
    return spec.state() == null
        ? KeyEntry.State.Active
        : KeyEntry.State.valueOf(spec.state().name());
  }

  /** The entry of this key with its text's versions, and what it names resolved. */
  KeyEntry entry(KeyVersions versions, List<String> callable, List<String> quotaUids) {
    return new KeyEntry(
        origin.name().toString(),
        origin.uid(),
        versions.keyId(),
        versions.digests(),
        state(),
        spec.notBefore(),
        spec.expiresAt(),
        callable,
        spec.models(),
        quotaUids,
        spend,
        spec.clientCidrs(),
        SpendPolicies.owner(spec.owner()),
        spec.tags());
  }
}
