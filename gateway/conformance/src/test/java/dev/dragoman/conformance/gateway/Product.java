package dev.dragoman.conformance.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The jar that users run, and the same one unpacked by its own tool, with a cache of its classes:
 * as it is, it takes three times the processor time to start.
 */
final class Product {
  /** Buffers are watched; what C2 compiles does not pay in processes that live for seconds. */
  static final List<String> FLAGS =
      List.of(
          "-Dio.netty.leakDetection.level=paranoid", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** What every program needs of the environment that the tests run in. */
  static final List<String> INHERITED = List.of("PATH", "LANG", "LC_ALL", "TMPDIR");

  private static final Path PACKED = packed();
  private static final Path UNPACKED = unpacked();
  private static final Path CACHE = trained();

  private Product() {}

  static Path jar() {
    return PACKED;
  }

  static Path unpackedJar() {
    return UNPACKED;
  }

  /** Of the classes of the unpacked jar, for a JVM with {@link #FLAGS}. */
  static Path cache() {
    return CACHE;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path packed() {
    String property = System.getProperty("dragoman.jar");
    Path jar = Path.of(property == null ? "../standalone/target/dragoman.jar" : property);
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "there is no "
              + jar.normalize()
              + ": these tests run the packaged product, so run mvn verify");
    }
    return jar;
  }

  private static Path unpacked() {
    Path folder = Path.of("target", "product");
    finish(
        List.of(
            java(),
            "-Djarmode=tools",
            "-jar",
            PACKED.toString(),
            "extract",
            "--force",
            "--destination",
            folder.toString()));
    return folder.resolve(PACKED.getFileName()).toAbsolutePath();
  }

  /** Starts the product once and keeps what it loaded. */
  private static Path trained() {
    Path cache = UNPACKED.resolveSibling("dragoman.aot");
    Path home = UNPACKED.resolveSibling("training");
    List<String> line = new ArrayList<>(List.of(java(), "--enable-native-access=ALL-UNNAMED"));
    line.addAll(FLAGS);
    line.add("-XX:AOTCacheOutput=" + cache);
    line.add("-Dspring.context.exit=onRefresh");
    line.addAll(List.of("-jar", UNPACKED.toString(), "run", "--host", "127.0.0.1"));
    line.addAll(List.of("--port", "0", "--management-port", "0"));
    line.addAll(List.of("--state-dir", home.toString()));
    finish(line);
    return cache;
  }

  private static void finish(List<String> line) {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(INHERITED);
    try {
      Process process = builder.start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("this failed: " + String.join(" ", line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the product was made ready", e);
    }
  }
}
