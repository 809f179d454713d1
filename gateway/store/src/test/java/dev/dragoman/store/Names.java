package dev.dragoman.store;

import java.util.concurrent.atomic.AtomicInteger;

/** Names that no other test of this process uses. */
final class Names {
  private static final AtomicInteger LAST = new AtomicInteger();

  private Names() {}

  static String next() {
    return "n" + LAST.incrementAndGet();
  }
}
