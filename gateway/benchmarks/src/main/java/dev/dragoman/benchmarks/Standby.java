package dev.dragoman.benchmarks;

import java.io.IOException;

/** The life of a measured program: says where it listens and ends when its starter does. */
final class Standby {
  private Standby() {}

  /** Returns when standard input ends, which the death of the starter brings about as well. */
  static void until(int port) throws IOException {
    System.out.println("listening on http://127.0.0.1:" + port);
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nothing is ever sent; only the end counts.
    }
  }
}
