package dev.dragoman.gateway;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** The logs of a process that runs no gateway: commands that print their answer. */
public final class ProcessLogs {
  private ProcessLogs() {}

  /** Nothing of a logger, nor of those below it, is printed from now on. */
  public static void silence(String logger) {
    LoggingSystem.get(ProcessLogs.class.getClassLoader()).setLogLevel(logger, LogLevel.OFF);
  }
}
