package dev.dragoman.benchmarks;

import dev.dragoman.testkit.FastUpstream;
import java.io.IOException;
import java.time.Duration;

/**
 * The fast upstream as a process of its own. Arguments: events of a stream, milliseconds between.
 */
final class UpstreamProgram {
  private UpstreamProgram() {}

  public static void main(String[] args) throws IOException {
    Duration interval = Duration.ofMillis(Long.parseLong(args[1]));
    FastUpstream.Pace pace = new FastUpstream.Pace(Integer.parseInt(args[0]), interval);
    try (FastUpstream upstream = FastUpstream.start(pace)) {
      Standby.until(upstream.port());
    }
  }
}
