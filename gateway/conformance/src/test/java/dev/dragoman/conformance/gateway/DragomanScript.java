package dev.dragoman.conformance.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The command {@code dragoman} for shells. What the first run loaded is kept for those that follow:
 * they start in half the time.
 */
public final class DragomanScript {
  private DragomanScript() {}

  /** Writes it into {@code folder}. */
  public static void in(Path folder) throws IOException {
    Path script = folder.resolve("dragoman");
    Path jar = Product.unpackedJar();
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec '%s' --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
        -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile='%s' -jar '%s' "$@"
        """
            .formatted(Product.java(), jar.resolveSibling("dragoman.jsa"), jar));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}
