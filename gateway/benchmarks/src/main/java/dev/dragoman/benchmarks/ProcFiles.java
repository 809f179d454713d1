package dev.dragoman.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The kernel's books on a process and everything that it started.
 *
 * <p>Source: proc_pid_stat(5), proc_pid_status(5).
 */
final class ProcFiles {
  /** Unit of the times in {@code stat}: USER_HZ is 100 on every platform that a JDK 25 runs on. */
  private static final Duration TICK = Duration.ofMillis(10);

  /** Fields 14 and 15, counted from the state, which is field 3 and follows the name. */
  private static final int USER_TIME = 14 - 3;

  private static final int SYSTEM_TIME = 15 - 3;

  private ProcFiles() {}

  /** User and system time that the process tree has used so far. */
  static Duration cpuOf(ProcessHandle process) {
    return tree(process)
        .map(one -> read(one, "stat", ProcFiles::cpu, Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Resident memory of the process tree, in bytes. */
  static long residentBytesOf(ProcessHandle process) {
    return tree(process).mapToLong(one -> read(one, "status", ProcFiles::residentBytes, 0L)).sum();
  }

  /** CPU time in the text of a {@code stat} file. */
  static Duration cpu(String stat) {
    // The name stands in parentheses and may itself hold spaces and parentheses.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1));
    long ticks = Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(SYSTEM_TIME));
    return TICK.multipliedBy(ticks);
  }

  /** {@code VmRSS} in the text of a {@code status} file, in bytes; 0 for a process that ended. */
  static long residentBytes(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  private static Stream<ProcessHandle> tree(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  private static <T> T read(
      ProcessHandle process, String file, Function<String, T> parse, T whenGone) {
    Path path = Path.of("/proc", Long.toString(process.pid()), file);
    try {
      return parse.apply(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return whenGone;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
