package dev.dragoman.standalone;

import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * What a command takes from the machine, so that it can be run on another one in a test.
 *
 * @param environment variables by name; may hold secrets, see {@link #toString}
 * @param home the person's home directory
 * @param in the standard input
 * @param random source of key texts
 * @param whileServing what the command's thread does once the gateway serves
 */
record Surroundings(
    Map<String, String> environment,
    Path home,
    Terminal terminal,
    InputStream in,
    SecureRandom random,
    Serving whileServing) {
  /** Waits for the end of serving. */
  interface Serving {
    void await(StartedGateway gateway) throws InterruptedException;
  }

  Surroundings {
    environment = Map.copyOf(environment);
  }

  /** The machine as it is; serves until a signal ends the process. */
  static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        Terminal.ofProcess(),
        System.in,
        new SecureRandom(),
        gateway -> untilStopped());
  }

  /** Nobody counts down: a signal ends the process, and the gateway drains in its own hook. */
  private static void untilStopped() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** Without the environment. */
  @Override
  public String toString() {
    return "Surroundings[home=" + home + "]";
  }
}
