package dev.dragoman.gateway;

import dev.dragoman.gateway.config.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What a process serves from its start on.
 *
 * @param configuration null when it comes later
 */
record FirstConfiguration(@Nullable Configuration configuration) {
  static final FirstConfiguration LATER = new FirstConfiguration(null);

  boolean isKnown() {
    return configuration != null;
  }

  Configuration get() {
    if (configuration == null) {
      throw new IllegalStateException("the first configuration comes later");
    }
    return configuration;
  }
}
