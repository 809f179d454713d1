package dev.dragoman.conformance.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The jar that users run, and the same one unpacked by its own tool: a jar of jars takes twice the
 * processor time to start.
 */
final class Product {
  private static final Path PACKED = packed();
  private static final Path UNPACKED = unpacked();

  private Product() {}

  static Path jar() {
    return PACKED;
  }

  static Path unpackedJar() {
    return UNPACKED;
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
    List<String> extract =
        List.of(
            java(),
            "-Djarmode=tools",
            "-jar",
            PACKED.toString(),
            "extract",
            "--force",
            "--destination",
            folder.toString());
    try {
      Process process =
          new ProcessBuilder(extract)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(PACKED + " cannot be unpacked");
      }
      return folder.resolve(PACKED.getFileName()).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the product was unpacked", e);
    }
  }
}
