package dev.dragoman.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines that wait to be written together. */
class GatheredLinesTest {
  private final PrintStream console = System.out;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Logger logger = logger();
  private final ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
  private final GatheredLines lines = new GatheredLines(logger, appender);

  private static Logger logger() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    return context.getLogger("some");
  }

  @BeforeEach
  void logToTheConsole() {
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logger.getLoggerContext());
    encoder.setPattern("%msg %kvp{NONE} %thread%n");
    encoder.start();
    appender.setContext(logger.getLoggerContext());
    appender.setEncoder(encoder);
    appender.start();
    logger.addAppender(appender);
    lines.takeOver();
  }

  @AfterEach
  void giveTheConsoleBack() {
    System.setOut(console);
  }

  private List<String> written() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void linesWaitUntilTheyAreWritten() {
    // Given
    logger.atInfo().addKeyValue("status", 200).log("one");
    logger.info("two");
    List<String> before = written();

    // When
    lines.write();

    // Then
    String thread = Thread.currentThread().getName();
    assertThat(before).isEmpty();
    assertThat(written()).containsExactly("one status=200 " + thread, "two  " + thread);
  }

  @Test
  void moreThanAreLetWaitAreLostNeitherNorPutOutOfOrder() {
    // Given
    int many = 20_000;

    // When
    IntStream.range(0, many).forEach(i -> logger.info("{}", i));
    lines.write();

    // Then
    assertThat(written())
        .extracting(line -> Integer.valueOf(line.substring(0, line.indexOf(' '))))
        .containsExactlyElementsOf(IntStream.range(0, many).boxed().toList());
  }

  @Test
  void afterTheEndLinesGoOutAtOnce() {
    // Given
    logger.info("before");

    // When
    lines.giveBack();
    logger.info("after");

    // Then
    assertThat(written()).hasSize(2).first().asString().startsWith("before");
    assertThat(logger.isAttached(appender)).isTrue();
    assertThat(logger.isAttached(lines)).isFalse();
  }
}
