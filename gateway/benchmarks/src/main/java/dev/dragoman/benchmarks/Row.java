package dev.dragoman.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that was measured of one program.
 *
 * @param turns one for each round of whole answers, in order
 * @param loadedBytes resident memory after the rounds
 * @param streams what arrived of the slow streams
 * @param streamTime from the first stream's request to the last stream's end
 * @param streamingBytes resident memory after the slow streams
 */
record Row(
    String name,
    List<Turn> turns,
    long loadedBytes,
    StreamCount streams,
    Duration streamTime,
    long streamingBytes) {
  Row {
    turns = List.copyOf(turns);
  }

  long failures() {
    return turns.stream().mapToLong(Turn::failed).sum();
  }

  /** Whether every request was answered rightly and every event arrived. */
  boolean isWhole() {
    return failures() == 0 && streams.isWhole();
  }

  double requestsPerSecond() {
    return Statistics.of(turns.stream().map(Turn::requestsPerSecond).toList()).median();
  }

  double cpuMillisPerRequest() {
    return Statistics.of(turns.stream().map(Turn::cpuMillisPerRequest).toList()).median();
  }

  /**
   * CPU per request as a multiple of the floor's, round by round: both numbers of a round were
   * taken within seconds of each other, so what the machine did otherwise hits both.
   */
  Statistics timesFloor(Row floor) {
    return Statistics.of(
        IntStream.range(0, turns.size())
            .mapToObj(round ->
                turns.get(round).cpuMillisPerRequest()
                    / floor.turns.get(round).cpuMillisPerRequest())
            .toList());
  }
}
