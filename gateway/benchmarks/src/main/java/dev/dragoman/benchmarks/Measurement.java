package dev.dragoman.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of a run: warm every program up, then rounds in which each program has one turn, then
 * each program's slow streams. The programs take turns and the first one changes, so that a slow
 * minute of the machine falls on all of them.
 */
final class Measurement {
  private final Plan plan;
  private final PrintStream progress;

  Measurement(Plan plan, PrintStream progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** One row for each contender, in their order. */
  List<Row> of(List<Contender> contenders) {
    Map<Contender, List<Turn>> turns = new LinkedHashMap<>();
    contenders.forEach(contender -> turns.put(contender, new ArrayList<>()));
    try (ClosedLoop loop = new ClosedLoop(plan.connections())) {
      contenders.forEach(contender -> warmUp(loop, contender));
      for (int round = 0; round < plan.rounds(); round++) {
        progress.println("round " + (round + 1) + " of " + plan.rounds());
        for (Contender contender : startingWith(round, contenders)) {
          turns.getOrDefault(contender, List.of()).add(turn(loop, contender));
        }
      }
      complain(loop.firstFailure());
    }
    return turns.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList();
  }

  private void warmUp(ClosedLoop loop, Contender contender) {
    progress.println("warming up: " + contender.name());
    Turn turn = loop.run(contender.whole(), plan.warmUp(), contender.program().handle());
    if (turn.answered() == 0) {
      throw new IllegalStateException(
          contender.name() + " answers no request: " + loop.firstFailure());
    }
  }

  private Turn turn(ClosedLoop loop, Contender contender) {
    return loop.run(contender.whole(), plan.round(), contender.program().handle());
  }

  private Row row(Contender contender, List<Turn> turns) {
    progress.println("slow streams: " + contender.name());
    ProcessHandle process = contender.program().handle();
    long loadedBytes = ProcFiles.residentBytesOf(process);
    long start = System.nanoTime();
    StreamCount streams =
        new SlowStreams(plan.streams(), plan.events(), plan.streamPatience())
            .run(contender.stream());
    Duration streamTime = Duration.ofNanos(System.nanoTime() - start);
    return new Row(
        contender.name(),
        turns,
        loadedBytes,
        streams,
        streamTime,
        ProcFiles.residentBytesOf(process));
  }

  private void complain(@Nullable String firstFailure) {
    if (firstFailure != null) {
      progress.println("the first wrong answer: " + firstFailure);
    }
  }

  private static List<Contender> startingWith(int first, List<Contender> contenders) {
    List<Contender> rotated = new ArrayList<>(contenders);
    Collections.rotate(rotated, -first);
    return rotated;
  }
}
