package dev.dragoman.benchmarks;

import java.io.IOException;

/** The bare proxy as a process of its own. Argument: port of the upstream. */
final class FloorProgram {
  private FloorProgram() {}

  public static void main(String[] args) throws IOException {
    try (BareProxy proxy = BareProxy.start(Integer.parseInt(args[0]))) {
      Standby.until(proxy.port());
    }
  }
}
