package dev.dragoman.gateway;

/** Whether the process has what it needs to serve; once it has, it keeps it. Thread-safe. */
final class Readiness {
  private volatile boolean ready;

  private Readiness(boolean ready) {
    this.ready = ready;
  }

  static Readiness atOnce() {
    return new Readiness(true);
  }

  static Readiness later() {
    return new Readiness(false);
  }

  void reached() {
    ready = true;
  }

  boolean isReady() {
    return ready;
  }
}
