package dev.dragoman.standalone;

import dev.dragoman.standalone.start.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a person gives a command to read. */
final class Input {
  private static final Path STANDARD = Path.of("-");

  private Input() {}

  /**
   * All bytes of a file, or of the standard input for {@code -}.
   *
   * @throws StartRefused when it cannot be read
   */
  static byte[] read(Path file, Surroundings surroundings) {
    try {
      return file.equals(STANDARD) ? surroundings.in().readAllBytes() : Files.readAllBytes(file);
    } catch (IOException e) {
      throw StartRefused.misconfigured(file + ": cannot be read; is it there?");
    }
  }
}
