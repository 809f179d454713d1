package dev.dragoman.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a program's output: first for the address that it listens on, then only so that it never
 * waits for a reader. Keeps the last few kilobytes, which tell why a program did not start.
 */
final class OutputTail {
  private static final Pattern ADDRESS =
      Pattern.compile("^(?:listening on|\\s+clients)\\s+http://\\S*:(\\d+)/?\\s*$");
  private static final int KEPT_CHARS = 4096;

  private final StringBuilder kept = new StringBuilder();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  /** Reads to the end of the output. The port fails if no address was said until then. */
  void drain(BufferedReader output) {
    try (output) {
      String line = output.readLine();
      while (line != null && !port.isDone()) {
        keep(line + "\n");
        portIn(line).ifPresent(port::complete);
        line = port.isDone() ? null : output.readLine();
      }
      skim(output);
    } catch (IOException e) {
      keep("(output ended: " + e.getMessage() + ")");
    }
    port.completeExceptionally(new IllegalStateException("it ended without an address"));
  }

  /** Where the program listens, once it has said so. */
  CompletableFuture<Integer> port() {
    return port;
  }

  /** The last words. */
  synchronized String text() {
    return kept.toString();
  }

  static Optional<Integer> portIn(String line) {
    Matcher address = ADDRESS.matcher(line);
    return address.matches() ? Optional.of(Integer.valueOf(address.group(1))) : Optional.empty();
  }

  private void skim(Reader output) throws IOException {
    char[] chunk = new char[KEPT_CHARS];
    int length = output.read(chunk);
    while (length >= 0) {
      keep(new String(chunk, 0, length));
      length = output.read(chunk);
    }
  }

  private synchronized void keep(String text) {
    kept.append(text);
    kept.delete(0, Math.max(0, kept.length() - KEPT_CHARS));
  }
}
