package dev.dragoman.fleet;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.QuotaEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows the references between all objects. Thread-safe; the order of the objects does not
 * matter, and what is wrong with one of them never takes another away that does not need it.
 */
public final class FleetResolver {
  private final Honoured honoured;
  private final ModelBook book;

  /** The resolver of this version. */
  public FleetResolver(Honoured honoured, Catalogue catalogue) {
    this.honoured = honoured;
    this.book = new ModelBook(catalogue);
  }

  /** Resolves everything. */
  public ResolvedFleet resolve(ResourceSet set) {
    return resolve(set, null);
  }

  /**
   * Resolves everything, but reads only the objects again that are not those of {@code earlier}.
   * The result is the same.
   */
  public ResolvedFleet resolve(ResourceSet set, @Nullable ResolvedFleet earlier) {
    Parts parts = new Parts(set, honoured, earlier == null ? null : earlier.parts());
    Findings findings = new Findings();
    Set<ObjectName> usable = ProviderCheck.usable(parts, set.outside().secrets(), findings);
    findAlertSecrets(parts, set.outside().secrets(), findings);
    Map<ObjectName, List<ServedRoute>> routes =
        new RouteResolution(parts, usable, findings).resolve();
    Map<ObjectName, List<QuotaPart>> quotas = quotas(parts, findings);
    Map<ObjectName, List<KeyEntry>> keys =
        new KeyResolution(
                parts,
                set.outside(),
                names(quotas),
                new PriceCheck(parts, routes, book, findings),
                findings)
            .resolve();
    Map<ObjectName, ResolvedFleet.Service> services = new HashMap<>();
    parts.gateways.forEach((name, gateway) -> {
      if (gateway.accepted()) {
        services.put(
            name,
            new ResolvedFleet.Service(
                gateway,
                routes.getOrDefault(name, List.of()),
                keys.getOrDefault(name, List.of()),
                entries(quotas.getOrDefault(name, List.of()))));
      }
    });
    parts.settle();
    return new ResolvedFleet(parts, findings.verdicts(parts.origins(), set.size()), services);
  }

  /** A gateway whose alerts lack their credential serves all the same. */
  private static void findAlertSecrets(Parts parts, Secrets secrets, Findings findings) {
    for (GatewayPart gateway : parts.gateways.values()) {
      KeyPart.SecretKey secret = gateway.alerts() == null ? null : gateway.alerts().secret();
      if (secret != null) {
        ProviderCheck.found(
            gateway.origin(),
            AlertPart.SECRET_FIELD,
            secret.secret(),
            secret.key(),
            secrets,
            findings);
      }
    }
  }

  private static Set<ObjectName> names(Map<ObjectName, List<QuotaPart>> quotas) {
    return quotas.values().stream()
        .flatMap(List::stream)
        .map(quota -> quota.origin().name())
        .collect(Collectors.toSet());
  }

  private static List<QuotaEntry> entries(List<QuotaPart> quotas) {
    return quotas.stream().map(QuotaPart::entry).toList();
  }

  /** Quotas by the gateway that enforces them. */
  private static Map<ObjectName, List<QuotaPart>> quotas(Parts parts, Findings findings) {
    Attachment attachment = new Attachment(parts, findings);
    Map<ObjectName, List<QuotaPart>> quotas = new HashMap<>();
    for (QuotaPart quota : parts.quotas.values()) {
      List<GatewayPart> gateways =
          attachment.of(
              quota.origin(), "spec.gatewayRef", List.of(quota.gateway()), GatewayPart::keys);
      if (quota.entry().suspended()) {
        findings.add(
            quota.origin(),
            new Problem.Inactive(Reason.Suspended, "spec.state: all its keys are refused"));
      }
      for (GatewayPart gateway : gateways) {
        if (quota.origin().sound()) {
          quotas.computeIfAbsent(gateway.origin().name(), _ -> new ArrayList<>()).add(quota);
        }
      }
    }
    return quotas;
  }
}
