package dev.dragoman.contract;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One upstream account.
 *
 * @param name unique among providers; {@code namespace/name} when it comes from a manifest
 * @param baseUrl what the vendor's own SDK takes; null with {@link ProtocolName#Simulated}
 * @param simulated pace of the built-in upstream, null for the others
 */
public record ProviderEntry(
    String name,
    ProtocolName protocol,
    @Nullable URI baseUrl,
    AuthEntry auth,
    List<ModelEntry> models,
    @Nullable SimulatedEntry simulated) {
  public ProviderEntry {
    models = List.copyOf(models);
    if ((protocol == ProtocolName.Simulated) == (baseUrl != null)) {
      throw new IllegalArgumentException("a base URL belongs to every protocol but Simulated");
    }
  }
}
