package dev.dragoman.standalone.directory;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.fleet.Catalogue;
import dev.dragoman.fleet.ConfigRenderer;
import dev.dragoman.fleet.FleetResolver;
import dev.dragoman.fleet.Honoured;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.MintedKeys;
import dev.dragoman.fleet.NamespaceLabels;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.ResolvedFleet;
import dev.dragoman.fleet.ResourceSet;
import dev.dragoman.fleet.ResourceSet.Mode;
import dev.dragoman.fleet.ResourceSet.Outside;
import dev.dragoman.fleet.SecretData;
import dev.dragoman.fleet.Secrets;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.LlmRoute;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a directory as a fleet of one gateway. Resolving again reads only what has
 * changed. Not thread-safe.
 */
final class DirectoryFleet {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final Honoured honoured = Honoured.load();
  private final FleetResolver resolver;
  private final ConfigRenderer renderer;
  private @Nullable ResolvedFleet earlier;

  DirectoryFleet() {
    Catalogue catalogue = Catalogue.load();
    this.resolver = new FleetResolver(honoured, catalogue);
    this.renderer = new ConfigRenderer(catalogue);
  }

  static SecretData secretsOf(Inventory inventory) {
    Map<ObjectName, Map<String, String>> values = new HashMap<>();
    inventory
        .all(Manifest.Secret.class)
        .forEach(secret -> values.put(secret.key().name(), secret.values()));
    return new SecretData(values);
  }

  ResolvedFleet resolve(Inventory inventory, Secrets secrets, MintedKeys minted) {
    ResourceSet set =
        new ResourceSet(
            inventory.resources(LlmGateway.class),
            inventory.resources(LlmProvider.class),
            inventory.resources(LlmRoute.class),
            inventory.resources(ApiKey.class),
            inventory.resources(LlmQuota.class),
            new Outside(Mode.Directory, secrets, minted, new NamespaceLabels(labelsOf(inventory))));
    ResolvedFleet fleet = resolver.resolve(set, earlier);
    earlier = fleet;
    return fleet;
  }

  /** A line for each object that sets what an operator alone acts on. */
  List<String> clusterOnly(Inventory inventory) {
    List<String> lines = new ArrayList<>();
    for (Manifest.Resource resource : inventory.all(Manifest.Resource.class)) {
      if (resource.object() instanceof CustomResource<?, ?> object
          && object.getSpec() instanceof Record spec) {
        Kind kind = Kind.valueOf(resource.key().kind());
        Set<String> fields = honoured.clusterOnly(kind, spec);
        if (!fields.isEmpty()) {
          lines.add(
              resource.key() + ": acted on in a cluster, not here: " + String.join(", ", fields));
        }
      }
    }
    return lines;
  }

  /** Every namespace that is used is there, with the label that a cluster gives each of them. */
  private static Map<String, Map<String, String>> labelsOf(Inventory inventory) {
    Map<String, Map<String, String>> labels = new HashMap<>();
    for (Manifest.Usable object : inventory.objects().values()) {
      String name = object.key().name().namespace();
      if (object instanceof Manifest.Namespace namespace) {
        name = namespace.key().name().name();
        labels.computeIfAbsent(name, _ -> new TreeMap<>()).putAll(namespace.labels());
      }
      labels.computeIfAbsent(name, _ -> new TreeMap<>()).put(NAME_LABEL, name);
    }
    return labels;
  }

  /** What {@code gateway} serves of the fleet, with the secrets that this takes. */
  Configuration render(ResolvedFleet fleet, ObjectName gateway, SecretData secrets, long number) {
    // Nobody else writes the keys of a directory into a table.
    GatewayConfig config = renderer.render(fleet, gateway, number).withKeys(fleet.keysOf(gateway));
    Map<CredentialRef, String> credentials = new HashMap<>();
    for (CredentialRef ref : config.credentials()) {
      String value = secrets.value(ref);
      if (value != null) {
        credentials.put(ref, value);
      }
    }
    return new Configuration(config, credentials);
  }
}
