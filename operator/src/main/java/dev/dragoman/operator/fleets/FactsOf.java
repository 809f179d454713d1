package dev.dragoman.operator.fleets;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.fleet.BackendUse;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.ResolvedFleet;
import dev.dragoman.fleet.ResourceSet;
import dev.dragoman.fleet.RouteUse;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.provider.Auth;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Gathers what there is to report of each object of a fleet, in one walk over what is served. */
final class FactsOf {
  private static final SortedSet<ObjectName> NOWHERE =
      Collections.unmodifiableSortedSet(new TreeSet<>());

  private final ResourceSet set;
  private final ResolvedFleet fleet;
  private final Map<ObjectId, SortedSet<ObjectName>> servedBy = new HashMap<>();
  private final Map<ObjectId, Set<ObjectName>> routes = new HashMap<>();
  private final Map<ObjectId, Integer> keys = new HashMap<>();
  private final Map<ObjectId, Set<String>> backends = new HashMap<>();
  private final Map<ObjectId, String> keyIds = new HashMap<>();
  private final Map<ObjectId, Long> credentials = new HashMap<>();

  FactsOf(ResourceSet set, ResolvedFleet fleet) {
    this.set = set;
    this.fleet = fleet;
  }

  Map<ObjectId, ObjectFacts> all() {
    fleet.gateways().forEach(this::gather);
    set.providers().forEach(this::gather);
    Map<ObjectId, ObjectFacts> facts = HashMap.newHashMap(fleet.verdicts().size());
    fleet
        .verdicts()
        .forEach((id, verdict) ->
            facts.put(
                id,
                new ObjectFacts(
                    verdict,
                    servedBy.getOrDefault(id, NOWHERE),
                    routes.getOrDefault(id, Set.of()).size(),
                    keys.getOrDefault(id, 0),
                    backends.getOrDefault(id, Set.of()),
                    keyIds.get(id),
                    credentials.get(id))));
    return facts;
  }

  private void gather(ObjectName gateway) {
    ObjectId id = new ObjectId(Kind.LlmGateway, gateway);
    serves(gateway, id);
    for (RouteUse route : fleet.routesOf(gateway)) {
      gather(gateway, id, route);
    }
    Map<String, ObjectId> quotas = new HashMap<>();
    for (QuotaEntry quota : fleet.quotasOf(gateway)) {
      ObjectId quotaId = new ObjectId(Kind.LlmQuota, ObjectName.parse(quota.name()));
      quotas.put(quota.uid(), quotaId);
      serves(gateway, quotaId);
    }
    List<KeyEntry> honoured = fleet.keysOf(gateway);
    keys.put(id, honoured.size());
    for (KeyEntry key : honoured) {
      ObjectId keyId = new ObjectId(Kind.ApiKey, ObjectName.parse(key.name()));
      serves(gateway, keyId);
      keyIds.put(keyId, key.keyId());
      for (String uid : key.quotas()) {
        ObjectId quota = quotas.get(uid);
        if (quota != null) {
          keys.merge(quota, 1, Integer::sum);
        }
      }
    }
  }

  private void gather(ObjectName gateway, ObjectId gatewayId, RouteUse route) {
    ObjectId id = new ObjectId(Kind.LlmRoute, route.route());
    serves(gateway, id);
    uses(gatewayId, route.route());
    for (BackendUse backend : route.backends()) {
      uses(new ObjectId(Kind.LlmProvider, backend.provider()), route.route());
      backends.computeIfAbsent(id, _ -> new HashSet<>()).add(backend.name());
    }
  }

  private void gather(LlmProvider provider) {
    Auth auth = provider.getSpec() == null ? null : provider.getSpec().auth();
    String secret = auth == null || auth.secretRef() == null ? null : auth.secretRef().name();
    if (secret != null) {
      ObjectName name = ObjectName.of(provider);
      Long revision = set.outside().secrets().revisionOf(new ObjectName(name.namespace(), secret));
      if (revision != null) {
        credentials.put(new ObjectId(Kind.LlmProvider, name), revision);
      }
    }
  }

  private void serves(ObjectName gateway, ObjectId object) {
    servedBy.computeIfAbsent(object, _ -> new TreeSet<>()).add(gateway);
  }

  private void uses(ObjectId object, ObjectName route) {
    routes.computeIfAbsent(object, _ -> new HashSet<>()).add(route);
  }
}
