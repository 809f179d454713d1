package dev.dragoman.gateway.config;

import java.util.List;

/** What became of a configuration that was offered. */
public sealed interface ApplyOutcome {
  /** In place of the generation in force while there is none. */
  long NOTHING = 0;

  /** The generation that was offered. */
  long generation();

  /**
   * It is in force from now on.
   *
   * @param problems what this build cannot serve and left out, each naming its entry
   */
  record Applied(long generation, List<String> problems) implements ApplyOutcome {
    public Applied {
      problems = List.copyOf(problems);
    }
  }

  /**
   * It is inconsistent: the one before it stays in force.
   *
   * @param reason names the entry, never a secret
   */
  record Rejected(long generation, long inForce, String reason) implements ApplyOutcome {}

  /** It is older than the one in force, which stays. */
  record Stale(long generation, long inForce) implements ApplyOutcome {}
}
