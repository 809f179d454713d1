package dev.dragoman.contract;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One upstream account.
 *
 * @param name unique among providers; {@code namespace/name} when it comes from a manifest
 * @param uid what outlives a change of the entry: state of health and capacity is kept by it
 * @param dialect null for the protocol as its owner specifies it
 * @param endpoint null with {@link ProtocolName#Simulated}
 * @param simulated pace of the built-in upstream, null for the others
 * @param capacity null for an unlimited account
 * @param ejection null when it is never left alone
 */
public record ProviderEntry(
    String name,
    String uid,
    ProtocolName protocol,
    @Nullable DialectEntry dialect,
    @Nullable EndpointEntry endpoint,
    AuthEntry auth,
    @Nullable SimulatedEntry simulated,
    List<ModelEntry> models,
    @Nullable CapacityEntry capacity,
    @Nullable EjectionEntry ejection) {
  /** The built-in upstream. */
  public static ProviderEntry simulated(String name, SimulatedEntry pace) {
    return new ProviderEntry(
        name,
        name,
        ProtocolName.Simulated,
        null,
        null,
        AuthEntry.NONE,
        pace,
        List.of(),
        null,
        null);
  }

  /** An upstream at a base URL of which nothing else is said. */
  public static ProviderEntry at(URI baseUrl, String name, ProtocolName protocol, AuthEntry auth) {
    return new ProviderEntry(
        name, name, protocol, null, EndpointEntry.at(baseUrl), auth, null, List.of(), null, null);
  }

  public ProviderEntry {
    Require.text(name, "name");
    Require.text(uid, "uid");
    models = List.copyOf(models);
    Require.unique(models, ModelEntry::name, "models");
    Require.that(
        (protocol == ProtocolName.Simulated) == (endpoint == null),
        "an endpoint belongs to every protocol but Simulated");
    Require.that(
        protocol == ProtocolName.Simulated || simulated == null,
        "a pace belongs to Simulated alone");
  }

  /** The same account with these facts of its models. */
  public ProviderEntry withModels(List<ModelEntry> known) {
    return new ProviderEntry(
        name, uid, protocol, dialect, endpoint, auth, simulated, known, capacity, ejection);
  }

  /** The base URL, null where there is none. */
  public @Nullable URI baseUrl() {
    return endpoint == null ? null : endpoint.baseUrl();
  }
}
