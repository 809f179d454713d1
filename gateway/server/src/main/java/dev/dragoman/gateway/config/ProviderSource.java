package dev.dragoman.gateway.config;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.gateway.upstream.http.AddressPolicy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account is made of.
 *
 * @param credential value of the credential that the entry names, null without one; never logged,
 *     see {@link #toString}
 * @param policy where its connections may lead
 */
record ProviderSource(ProviderEntry entry, @Nullable String credential, AddressPolicy policy) {
  static ProviderSource of(
      ProviderEntry entry, Map<CredentialRef, String> credentials, AddressPolicy policy) {
    CredentialRef ref = entry.auth().credential();
    return new ProviderSource(entry, ref == null ? null : credentials.get(ref), policy);
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
