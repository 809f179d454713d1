package dev.dragoman.gateway.config;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.gateway.upstream.http.AddressPolicy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account is made of.
 *
 * @param credentials values of the credentials that the entry names; never logged, see {@link
 *     #toString}
 * @param policy where its connections may lead
 */
record ProviderSource(
    ProviderEntry entry, Map<CredentialRef, String> credentials, AddressPolicy policy) {
  ProviderSource {
    credentials = Map.copyOf(credentials);
  }

  static ProviderSource of(
      ProviderEntry entry, Map<CredentialRef, String> credentials, AddressPolicy policy) {
    Map<CredentialRef, String> named = new HashMap<>();
    for (CredentialRef ref : entry.auth().credentials()) {
      String value = credentials.get(ref);
      if (value != null) {
        named.put(ref, value);
      }
    }
    return new ProviderSource(entry, named, policy);
  }

  /** The value of the one credential that the entry names, null without one. */
  @Nullable String credential() {
    CredentialRef ref = entry.auth().credential();
    return ref == null ? null : credentials.get(ref);
  }

  /** The value under a key of the Secret that the entry names, null without one. */
  @Nullable String credential(String key) {
    CredentialRef ref = entry.auth().credential();
    return ref == null ? null : credentials.get(ref.key(key));
  }

  String name() {
    return entry.name();
  }

  /** The name alone. */
  @Override
  public String toString() {
    return "ProviderSource[" + name() + "]";
  }
}
