package dev.dragoman.conformance.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line of {@code dragoman run} with an environment of its own: nothing of the environment
 * that the tests run in reaches the process but what every program needs.
 */
public final class GatewayCommand {
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  private boolean packed;
  private boolean plain;

  private GatewayCommand() {}

  /** {@code dragoman run} on free ports of loopback, with its state under {@code home}. */
  public static GatewayCommand run(Path home) {
    return bare(home).with("--port", "0", "--management-port", "0");
  }

  /** {@code dragoman run} on loopback with the ports that it takes by itself. */
  public static GatewayCommand bare(Path home) {
    return of(home, "run", "--host", "127.0.0.1")
        .with("--state-dir", home.resolve("state").toString());
  }

  /** Any command of {@code dragoman}. */
  public static GatewayCommand of(Path home, String... command) {
    GatewayCommand line = new GatewayCommand();
    line.environment.put("HOME", home.toString());
    return line.with(command);
  }

  public GatewayCommand with(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  public GatewayCommand environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** From the jar itself, as people start it, instead of from what was unpacked of it. */
  public GatewayCommand packed() {
    packed = true;
    return this;
  }

  /** With the JVM's own settings, for figures. */
  public GatewayCommand plain() {
    plain = true;
    return this;
  }

  /** Starts the process and waits until it serves. */
  public GatewayProcess start() throws InterruptedException {
    return GatewayProcess.started(launch());
  }

  /** Runs a process that is expected to end by itself. */
  public GatewayProcess.Outcome finish() throws InterruptedException {
    return GatewayProcess.finished(launch());
  }

  private Process launch() {
    List<String> line = new ArrayList<>();
    line.add(Product.java());
    line.add("--enable-native-access=ALL-UNNAMED");
    if (!plain) {
      line.addAll(Product.FLAGS);
    }
    if (!plain && !packed) {
      line.add("-XX:AOTCache=" + Product.cache());
    }
    line.add("-jar");
    line.add((packed ? Product.jar() : Product.unpackedJar()).toString());
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().retainAll(Product.INHERITED);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the gateway's process cannot be started", e);
    }
  }
}
