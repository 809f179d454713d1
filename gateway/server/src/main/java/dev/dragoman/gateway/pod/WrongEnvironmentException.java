package dev.dragoman.gateway.pod;

import java.io.Serial;
import java.util.List;

/** The environment does not say how to run. */
final class WrongEnvironmentException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  WrongEnvironmentException(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  /** One line for each fault. */
  List<String> lines() {
    return lines;
  }
}
