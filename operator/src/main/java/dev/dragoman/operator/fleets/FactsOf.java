package dev.dragoman.operator.fleets;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.fleet.BackendUse;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.ResolvedFleet;
import dev.dragoman.fleet.RouteUse;
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

  private final ResolvedFleet fleet;
  private final Map<ObjectId, SortedSet<ObjectName>> servedBy = new HashMap<>();
  private final Map<ObjectId, Set<ObjectName>> routes = new HashMap<>();
  private final Map<ObjectId, Integer> keys = new HashMap<>();
  private final Map<ObjectId, Set<String>> backends = new HashMap<>();
  private final Map<ObjectId, String> keyIds = new HashMap<>();

  FactsOf(ResolvedFleet fleet) {
    this.fleet = fleet;
  }

  Map<ObjectId, ObjectFacts> all() {
    fleet.gateways().forEach(this::gather);
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
                    keyIds.get(id))));
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

  private void serves(ObjectName gateway, ObjectId object) {
    servedBy.computeIfAbsent(object, _ -> new TreeSet<>()).add(gateway);
  }

  private void uses(ObjectId object, ObjectName route) {
    routes.computeIfAbsent(object, _ -> new HashSet<>()).add(route);
  }
}
