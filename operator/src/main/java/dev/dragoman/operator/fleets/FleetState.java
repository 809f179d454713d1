package dev.dragoman.operator.fleets;

import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ResolvedFleet;
import dev.dragoman.fleet.ResourceSet;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fleet at one moment.
 *
 * @param set what was read
 * @param fleet what that means
 * @param facts what there is to report of each object
 * @param seen when the first of the changes that led to it was seen
 */
public record FleetState(
    ResourceSet set, ResolvedFleet fleet, Map<ObjectId, ObjectFacts> facts, Instant seen) {

  static FleetState of(ResourceSet set, ResolvedFleet fleet, Instant seen) {
    return new FleetState(set, fleet, new FactsOf(set, fleet).all(), seen);
  }

  /** Objects of which there is something else to report than before; not those that are gone. */
  Set<ObjectId> changedSince(@Nullable FleetState before) {
    if (before == null) {
      return facts.keySet();
    }
    Set<ObjectId> changed = new HashSet<>();
    facts.forEach((id, now) -> {
      if (!now.equals(before.facts.get(id))) {
        changed.add(id);
      }
    });
    return changed;
  }
}
