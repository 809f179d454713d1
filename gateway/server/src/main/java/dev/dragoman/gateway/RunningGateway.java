package dev.dragoman.gateway;

import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.config.LiveConfig;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway that listens. Closing it drains open exchanges and stops. */
public final class RunningGateway implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final LiveConfig config;
  private final int port;
  private final int managementPort;

  RunningGateway(
      ConfigurableApplicationContext context, LiveConfig config, int port, int managementPort) {
    this.context = context;
    this.config = config;
    this.port = port;
    this.managementPort = managementPort;
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return managementPort;
  }

  /**
   * Puts a configuration into force without touching requests that run; see {@link
   * LiveConfig#apply} for what is refused. Returns when the next request runs on it.
   */
  public ApplyOutcome apply(Configuration next) {
    return config.apply(next);
  }

  @Override
  public void close() {
    context.close();
  }
}
