package dev.dragoman.gateway.telemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Lets the lines of the console log be spelled and written together, a few times a second, instead
 * of each on the thread that serves its request. No line is lost, but a process that is killed
 * loses those of its last moment, as Envoy and nginx with a flush interval do.
 */
public final class LogOutput implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final List<GatheredLines> gathered = new ArrayList<>();
  private final ScheduledExecutorService flushes =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("log-output").factory());

  /** Gathers the lines of every appender to the console from now on. */
  public LogOutput() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      Logger root = logs.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.iteratorForAppenders()
          .forEachRemaining(appender -> {
            if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
              gathered.add(new GatheredLines(root, console));
            }
          });
      gathered.forEach(GatheredLines::takeOver);
    }
    long millis = INTERVAL.toMillis();
    var _ =
        flushes.scheduleWithFixedDelay(
            () -> gathered.forEach(GatheredLines::write), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Writes what was gathered; each later line goes out at once. */
  @Override
  public void close() {
    flushes.shutdown();
    gathered.forEach(GatheredLines::giveBack);
  }
}
