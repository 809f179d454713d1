package dev.dragoman.gateway;

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

  @Override
  public void close() {
    context.close();
  }
}
