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

/** The lines that a process has printed so far. Thread-safe. */
final class ProcessOutput {
  private final List<String> lines = new ArrayList<>();
  private boolean closed;

  /** Reads {@code stream} to its end on a thread of its own. */
  static ProcessOutput of(InputStream stream) {
    ProcessOutput output = new ProcessOutput();
    Thread.ofVirtual().start(() -> output.read(stream));
    return output;
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Waits until the stream has ended, so that {@link #lines} is everything. */
  synchronized void awaitEnd() throws InterruptedException {
    while (!closed) {
      wait();
    }
  }

  /**
   * Waits for a line in which {@code search} finds something.
   *
   * @return what was found first, or null when the stream ended or {@code patience} ran out
   */
  synchronized <T> @Nullable T await(Function<String, @Nullable T> search, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    int next = 0;
    while (true) {
      for (; next < lines.size(); next++) {
        T found = search.apply(lines.get(next));
        if (found != null) {
          return found;
        }
      }
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (closed || left <= 0) {
        return null;
      }
      wait(left);
    }
  }

  private void read(InputStream stream) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("the output could not be read further: " + e.getMessage());
    } finally {
      close();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void close() {
    closed = true;
    notifyAll();
  }
}
