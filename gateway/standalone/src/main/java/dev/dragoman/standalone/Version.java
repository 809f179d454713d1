package dev.dragoman.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of this build, which Maven writes into {@code version.txt}. */
final class Version {
  private Version() {}

  static String text() {
    try (InputStream text = Version.class.getResourceAsStream("version.txt")) {
      Objects.requireNonNull(text, "version.txt is not beside its class");
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
