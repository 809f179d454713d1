package dev.dragoman.gateway.telemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lines that wait for the console, in the order in which they came. Who brings more than are let
 * wait writes them itself.
 */
final class GatheredLines extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final int MOST_LINES = 8_192;
  private static final int MOST_BYTES = 32 * 1024;

  private final Logger logger;
  private final ConsoleAppender<ILoggingEvent> console;
  private final OutputStream output;
  private final BlockingQueue<ILoggingEvent> waiting = new LinkedBlockingQueue<>(MOST_LINES);

  GatheredLines(Logger logger, ConsoleAppender<ILoggingEvent> console) {
    this.logger = logger;
    this.console = console;
    this.output =
        new BufferedOutputStream(
            ConsoleTarget.findByName(console.getTarget()).getStream(), MOST_BYTES);
    setContext(logger.getLoggerContext());
    setName(console.getName() + "-gathered");
  }

  /** From now on lines come here. */
  void takeOver() {
    console.setOutputStream(output);
    console.setImmediateFlush(false);
    start();
    logger.addAppender(this);
    logger.detachAppender(console);
  }

  @Override
  protected void append(ILoggingEvent line) {
    line.prepareForDeferredProcessing();
    while (!waiting.offer(line)) {
      write();
    }
  }

  /** Spells and writes all that waits. */
  synchronized void write() {
    List<ILoggingEvent> lines = new ArrayList<>();
    waiting.drainTo(lines);
    if (lines.isEmpty()) {
      return;
    }
    lines.forEach(console::doAppend);
    try {
      output.flush();
    } catch (IOException e) {
      console.addError("the log cannot be written", e);
    }
  }

  /** Lines go to the console at once from now on. */
  void giveBack() {
    logger.addAppender(console);
    logger.detachAppender(this);
    write();
    console.setImmediateFlush(true);
    write();
  }
}
