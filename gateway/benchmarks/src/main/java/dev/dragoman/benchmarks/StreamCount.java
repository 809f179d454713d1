package dev.dragoman.benchmarks;

/**
 * What arrived of the slow streams of one program.
 *
 * @param expected content events that the upstream sent
 * @param received of these, how many arrived at the client, each once and in its place
 * @param broken streams that ended with an error, or without their protocol's last event
 */
record StreamCount(long expected, long received, int broken) {
  static final StreamCount NONE = new StreamCount(0, 0, 0);

  long lost() {
    return expected - received;
  }

  boolean isWhole() {
    return lost() == 0 && broken == 0;
  }

  StreamCount plus(StreamCount other) {
    return new StreamCount(
        expected + other.expected, received + other.received, broken + other.broken);
  }
}
