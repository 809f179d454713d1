package dev.dragoman.standalone.manifests;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.standalone.yaml.Nearest;
import dev.dragoman.standalone.yaml.Problems;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Providers whose credential is there.
 *
 * @param credentials never printed
 */
record ResolvedProviders(
    SortedMap<ObjectName, ProviderEntry> entries, Map<CredentialRef, String> credentials) {
  ResolvedProviders {
    entries = new TreeMap<>(entries);
    credentials = Map.copyOf(credentials);
  }

  static ResolvedProviders of(Manifests manifests, Problems problems) {
    SecretLookup secrets = new SecretLookup(manifests, problems);
    SortedMap<ObjectName, ProviderEntry> entries = new TreeMap<>();
    Map<CredentialRef, String> credentials = new HashMap<>();
    for (ProviderManifest provider : manifests.providers().values()) {
      SecretRef ref = provider.credential();
      if (ref == null) {
        entries.put(provider.name(), entry(provider, AuthEntry.NONE));
        continue;
      }
      String text = secrets.find(ref);
      if (text != null) {
        CredentialRef credential = new CredentialRef(ref.secret() + "/" + ref.key());
        credentials.put(credential, text);
        AuthEntry auth = AuthEntry.secretKey(credential);
        entries.put(provider.name(), entry(provider, auth));
      }
    }
    return new ResolvedProviders(entries, credentials);
  }

  private static ProviderEntry entry(ProviderManifest provider, AuthEntry auth) {
    String name = provider.name().toString();
    URI baseUrl = provider.baseUrl();
    SimulatedEntry pace = provider.simulated();
    ProviderEntry entry =
        baseUrl == null
            ? ProviderEntry.simulated(name, pace == null ? SimulatedEntry.DEFAULT : pace)
            : ProviderEntry.at(baseUrl, name, provider.protocol(), auth);
    return entry.withModels(provider.models());
  }

  /** The provider that a route of {@code namespace} names, null with a problem. */
  @Nullable ProviderEntry find(Ref ref, String namespace, Manifests manifests, Problems problems) {
    if (!ref.target().namespace().equals(namespace)) {
      problems.add(
          ref.place(),
          "RefNotPermitted: a provider of another namespace needs its consent, which is not"
              + " honoured yet");
      return null;
    }
    ProviderEntry entry = entries.get(ref.target());
    if (entry == null) {
      problems.add(ref.place(), "ProviderNotFound: " + whyMissing(ref.target(), manifests));
    }
    return entry;
  }

  private String whyMissing(ObjectName name, Manifests manifests) {
    if (manifests.providers().containsKey(name) || manifests.wasLeftOut("LlmProvider", name)) {
      return "LlmProvider " + name + " was left out, see its own line";
    }
    List<String> known = entries.keySet().stream().map(ObjectName::toString).toList();
    return "there is no LlmProvider " + name + Nearest.hint(name.toString(), known);
  }

  /** The names alone. */
  @Override
  public String toString() {
    return "ResolvedProviders" + entries.keySet();
  }
}
