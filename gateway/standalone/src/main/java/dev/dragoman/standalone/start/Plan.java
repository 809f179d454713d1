package dev.dragoman.standalone.start;

import dev.dragoman.gateway.config.Configuration;
import java.util.List;

/**
 * What a start will serve.
 *
 * @param notices lines for the person at the terminal: what was left out, and what is not as it may
 *     seem; they hold no secret
 */
public record Plan(Configuration configuration, List<String> notices) {
  public Plan {
    notices = List.copyOf(notices);
  }
}
