package dev.dragoman.gateway;

import dev.dragoman.gateway.auth.KeyCache;
import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.config.LiveConfig;
import dev.dragoman.gateway.source.TouchedKeys;
import dev.dragoman.gateway.source.stream.KeyNews;
import dev.dragoman.gateway.stores.LiveStore;
import dev.dragoman.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway that listens. Closing it drains open exchanges and stops. */
public final class RunningGateway implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final int port;
  private final int managementPort;

  RunningGateway(ConfigurableApplicationContext context, int port, int managementPort) {
    this.context = context;
    this.port = port;
    this.managementPort = managementPort;
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return managementPort;
  }

  /** Where configurations are put into force. */
  public LiveConfig config() {
    return context.getBean(LiveConfig.class);
  }

  /**
   * Where its keys and its usage are kept.
   *
   * @throws IllegalStateException before the first configuration
   */
  public Store store() {
    Store store = context.getBean(LiveStore.class).store();
    if (store == null) {
      throw new IllegalStateException("there is no store before the first configuration");
    }
    return store;
  }

  /** What is kept of keys that live in a store, and which of them were used. */
  public KeyNews keyNews() {
    KeyCache kept = context.getBean(KeyCache.class);
    return new KeyNews(
        changes -> {
          if (changes.all()) {
            kept.missed();
          } else {
            changes.keyIds().forEach(kept::changed);
          }
        },
        context.getBean(TouchedKeys.class));
  }

  /** Where parts beside the application register what they measure. */
  public MeterRegistry metrics() {
    return context.getBean(MeterRegistry.class);
  }

  /**
   * Puts a configuration into force without touching requests that run; see {@link
   * LiveConfig#apply} for what is refused. Returns when the next request runs on it.
   */
  public ApplyOutcome apply(Configuration next) {
    return config().apply(next);
  }

  /** Probes answer that requests should be sent here, from now on or as soon as it has a store. */
  public void ready() {
    var _ =
        context
            .getBean(LiveStore.class)
            .opened()
            .thenRun(context.getBean(Readiness.class)::reached);
  }

  @Override
  public void close() {
    context.close();
  }
}
