package dev.dragoman.conformance.loop;

import dev.dragoman.testkit.Scenario;
import java.util.List;

/** How the protocol of an upstream spells the turns of a model that thinks. */
interface Spelling {
  /** The whole answer. */
  Scenario whole(Turn turn);

  /** The answer as a stream. */
  Scenario stream(Turn turn);

  /**
   * The thoughts as they stand in a request that brings the turn back, by order of keys: whole
   * members and values, byte for byte.
   */
  List<String> thoughts(Turn turn);
}
