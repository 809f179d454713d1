package dev.dragoman.gateway;

import dev.dragoman.gateway.auth.MasterKey;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway process is told at its start, beside its configuration.
 *
 * @param host address to listen on
 * @param port client port; 0 for any free one
 * @param managementPort port of health and metrics; 0 for any free one
 * @param maxBodyBytes largest request body
 * @param keepAliveInterval silence after which a stream gets a keep-alive
 * @param drain how long answers may run on in a process that is told to stop
 * @param stateDirectory what the process keeps: the SQLite file, the journal of usage, debts
 * @param master opens the admin API, null where there is none
 */
public record GatewaySettings(
    String host,
    int port,
    int managementPort,
    int maxBodyBytes,
    Duration keepAliveInterval,
    Duration drain,
    Path stateDirectory,
    @Nullable MasterKey master) {
  /** Fewer characters can be guessed. */
  public static final int LEAST_MASTER_KEY = 16;

  public static final GatewaySettings DEFAULT =
      new GatewaySettings(
          "0.0.0.0",
          8000,
          9000,
          32 * 1024 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Path.of(System.getProperty("user.home"), ".dragoman"));

  /** Settings of a gateway without an admin API. */
  public GatewaySettings(
      String host,
      int port,
      int managementPort,
      int maxBodyBytes,
      Duration keepAliveInterval,
      Duration drain,
      Path stateDirectory) {
    this(host, port, managementPort, maxBodyBytes, keepAliveInterval, drain, stateDirectory, null);
  }

  /** The same settings with an admin API, or none. */
  public GatewaySettings withMaster(@Nullable MasterKey key) {
    return new GatewaySettings(
        host, port, managementPort, maxBodyBytes, keepAliveInterval, drain, stateDirectory, key);
  }

  /**
   * The same settings with an admin API.
   *
   * @param text of the key that opens it, {@link #LEAST_MASTER_KEY} characters at least; null for
   *     no admin API
   */
  public GatewaySettings withMasterKey(@Nullable String text) {
    return withMaster(text == null ? null : MasterKey.of(text));
  }
}
