package dev.dragoman.gateway.config;

import java.util.concurrent.atomic.AtomicReference;

/** The snapshot of now. Replacing it does not touch requests that run on an earlier one. */
public final class ConfigHolder {
  private final AtomicReference<RuntimeConfig> current;

  ConfigHolder(RuntimeConfig first) {
    this.current = new AtomicReference<>(first);
  }

  public RuntimeConfig current() {
    return current.get();
  }

  void replace(RuntimeConfig next) {
    current.set(next);
  }
}
