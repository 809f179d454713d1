package dev.dragoman.conformance.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lines that a process has printed so far, in order of arrival. Thread-safe. */
public final class ProcessOutput {
  /** Where a line was printed. */
  enum Stream {
    OUT,
    ERR
  }

  private record Line(Stream stream, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private int open = Stream.values().length;

  private ProcessOutput() {}

  /** Reads both streams of {@code process} to their ends, on threads of their own. */
  public static ProcessOutput of(Process process) {
    ProcessOutput output = new ProcessOutput();
    Thread.ofVirtual().start(() -> output.read(Stream.OUT, process.getInputStream()));
    Thread.ofVirtual().start(() -> output.read(Stream.ERR, process.getErrorStream()));
    return output;
  }

  public synchronized List<String> lines() {
    return lines.stream().map(Line::text).toList();
  }

  synchronized List<String> lines(Stream stream) {
    return lines.stream().filter(line -> line.stream() == stream).map(Line::text).toList();
  }

  /** Waits until both streams have ended, so that {@link #lines()} is everything. */
  synchronized void awaitEnd() throws InterruptedException {
    while (open > 0) {
      wait();
    }
  }

  /**
   * Waits for a line in which {@code search} finds something.
   *
   * @return what was found first, or null when the streams ended or {@code patience} ran out
   */
  public synchronized <T> @Nullable T await(Function<String, @Nullable T> search, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    int next = 0;
    while (true) {
      for (; next < lines.size(); next++) {
        T found = search.apply(lines.get(next).text());
        if (found != null) {
          return found;
        }
      }
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (open == 0 || left <= 0) {
        return null;
      }
      wait(left);
    }
  }

  private void read(Stream stream, InputStream source) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(new Line(stream, line));
      }
    } catch (IOException e) {
      add(new Line(stream, "the output could not be read further: " + e.getMessage()));
    } finally {
      close();
    }
  }

  private synchronized void add(Line line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void close() {
    open--;
    notifyAll();
  }
}
