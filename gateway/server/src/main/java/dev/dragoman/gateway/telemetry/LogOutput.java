package dev.dragoman.gateway.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the lines of the console log go out together, a few times a second, instead of each by a
 * system call on the thread that serves its request. Whole lines: none is cut by another writer of
 * the same output. A process that is killed loses the lines of its last moment, as those of Envoy
 * and nginx with a flush interval do.
 */
public final class LogOutput implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int MOST_BYTES = 32 * 1024;

  private final List<Gathering> gathering = new ArrayList<>();
  private final ScheduledExecutorService flushes =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("log-output").factory());

  private record Gathering(ConsoleAppender<ILoggingEvent> appender, OutputStream lines) {
    static Gathering of(ConsoleAppender<ILoggingEvent> appender) {
      OutputStream console = ConsoleTarget.findByName(appender.getTarget()).getStream();
      OutputStream lines = new BufferedOutputStream(console, MOST_BYTES);
      appender.setOutputStream(lines);
      appender.setImmediateFlush(false);
      return new Gathering(appender, lines);
    }

    void flush() {
      try {
        lines.flush();
      } catch (IOException e) {
        appender.addError("the log cannot be written", e);
      }
    }

    void end() {
      appender.setImmediateFlush(true);
      flush();
    }
  }

  /** Gathers the lines of every appender to the console from now on. */
  public LogOutput() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      Iterator<Appender<ILoggingEvent>> all =
          logs.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
      while (all.hasNext()) {
        if (all.next() instanceof ConsoleAppender<ILoggingEvent> console) {
          gathering.add(Gathering.of(console));
        }
      }
    }
    long millis = INTERVAL.toMillis();
    var _ =
        flushes.scheduleWithFixedDelay(
            () -> gathering.forEach(Gathering::flush), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Writes what was gathered; each later line goes out at once. */
  @Override
  public void close() {
    flushes.shutdown();
    gathering.forEach(Gathering::end);
  }
}
