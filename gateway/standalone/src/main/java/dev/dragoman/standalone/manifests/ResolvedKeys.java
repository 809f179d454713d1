package dev.dragoman.standalone.manifests;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.standalone.start.StoredKey;
import dev.dragoman.standalone.yaml.Nearest;
import dev.dragoman.standalone.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys whose material is there, with the routes that they may call spelt out. */
record ResolvedKeys(List<KeyEntry> entries) {
  ResolvedKeys {
    entries = List.copyOf(entries);
  }

  static ResolvedKeys of(
      Manifests manifests,
      GatewayChoice gateway,
      ResolvedRoutes routes,
      Map<String, StoredKey> minted,
      Problems problems) {
    SecretLookup secrets = new SecretLookup(manifests, problems);
    List<KeyEntry> entries = new ArrayList<>();
    Map<String, ObjectName> owners = new HashMap<>();
    for (KeyManifest key : manifests.keys().values()) {
      if (!gateway.takesKey(key, problems)) {
        continue;
      }
      StoredKey material = material(key, secrets, minted);
      if (material == null) {
        continue;
      }
      ObjectName owner = owners.putIfAbsent(material.keyId(), key.name());
      if (owner == null) {
        entries.add(entry(key, material, allowed(key, manifests, routes, problems)));
      } else {
        problems.add(key.place(), "Conflicted: ApiKey " + owner + " has the same key text");
      }
    }
    return new ResolvedKeys(entries);
  }

  private static @Nullable StoredKey material(
      KeyManifest key, SecretLookup secrets, Map<String, StoredKey> minted) {
    SecretRef ref = key.secret();
    if (ref == null) {
      return minted.get(key.name().toString());
    }
    String text = secrets.find(ref);
    return text == null
        ? null
        : new StoredKey(key.name().toString(), KeyText.keyIdOf(text), KeyText.digestOf(text));
  }

  private static KeyEntry entry(KeyManifest key, StoredKey material, List<String> routes) {
    return KeyEntry.of(
        key.name().toString(), material.keyId(), material.digest(), routes, key.models());
  }

  /** A star means every route that consents; by default those are the key's own namespace's. */
  private static List<String> allowed(
      KeyManifest key, Manifests manifests, ResolvedRoutes routes, Problems problems) {
    String namespace = key.name().namespace();
    Set<String> names = new LinkedHashSet<>();
    for (Ref ref : key.routes()) {
      if (!ref.target().namespace().equals(namespace)) {
        problems.add(
            ref.place(),
            "RefNotPermitted: a route of another namespace needs its consent, which is not"
                + " honoured yet");
      } else if (ref.all()) {
        names.addAll(routes.namesIn(namespace));
      } else if (routes.entries().containsKey(ref.target())) {
        names.add(ref.target().toString());
      } else {
        problems.add(ref.place(), whyMissing(ref.target(), manifests));
      }
    }
    return List.copyOf(names);
  }

  private static String whyMissing(ObjectName name, Manifests manifests) {
    if (manifests.routes().containsKey(name) || manifests.wasLeftOut("LlmRoute", name)) {
      return "LlmRoute " + name + " is not served, see its own line";
    }
    List<String> known = manifests.routes().keySet().stream().map(ObjectName::toString).toList();
    return "there is no LlmRoute " + name + Nearest.hint(name.toString(), known);
  }
}
