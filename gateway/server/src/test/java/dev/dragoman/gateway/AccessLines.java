package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.dragoman.testkit.ScriptedExchange;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The lines of the access log from now on, until it is closed. */
final class AccessLines implements AutoCloseable {
  private final Logger access = (Logger) LoggerFactory.getLogger("dragoman.access");
  private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          events.add(event);
        }
      };

  AccessLines() {
    appender.start();
    access.addAppender(appender);
  }

  /** The pairs of the line of a request, which is written when its reply is over. */
  Map<String, @Nullable Object> of(String requestId) throws InterruptedException {
    return with("requestId", requestId);
  }

  /** The pairs of the next line that has this one. */
  Map<String, @Nullable Object> with(String key, String value) throws InterruptedException {
    while (true) {
      ILoggingEvent event =
          events.poll(ScriptedExchange.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(event).as("a line of the request").isNotNull();
      Map<String, @Nullable Object> pairs = new HashMap<>();
      event.getKeyValuePairs().forEach(pair -> pairs.put(pair.key, pair.value));
      if (value.equals(pairs.get(key))) {
        return pairs;
      }
    }
  }

  @Override
  public void close() {
    access.detachAppender(appender);
  }
}
