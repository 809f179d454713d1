package dev.dragoman.standalone.start;

import java.util.List;

/**
 * A start that cannot be. The lines are written for the person at the terminal: what is wrong,
 * where, and what to do; they hold no secret.
 */
public final class StartRefused extends RuntimeException {
  /** Exit code of a wrong command line or configuration. */
  public static final int USAGE = 2;

  /** Exit code of a right configuration that this machine cannot run. */
  public static final int FAILURE = 1;

  private final transient List<String> lines;
  private final int exitCode;

  private StartRefused(List<String> lines, int exitCode) {
    super(String.join(System.lineSeparator(), lines));
    this.lines = List.copyOf(lines);
    this.exitCode = exitCode;
  }

  /** The command line, the environment or the manifests are wrong. */
  public static StartRefused misconfigured(List<String> lines) {
    return new StartRefused(lines, USAGE);
  }

  /** The command line, the environment or the manifests are wrong. */
  public static StartRefused misconfigured(String line) {
    return misconfigured(List.of(line));
  }

  /** The machine does not give what the start needs. */
  public static StartRefused impossible(String line) {
    return new StartRefused(List.of(line), FAILURE);
  }

  public List<String> lines() {
    return lines;
  }

  public int exitCode() {
    return exitCode;
  }
}
