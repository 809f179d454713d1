package dev.dragoman.operator.fleets;

import dev.dragoman.fleet.ObjectId;
import java.util.Set;

/** Wants to know of every new state of the fleet. */
public interface FleetListener {
  /**
   * Called by one thread, one state after the other; it has to return at once.
   *
   * @param changed objects of which there is something else to report than before
   */
  void resolved(FleetState state, Set<ObjectId> changed);
}
