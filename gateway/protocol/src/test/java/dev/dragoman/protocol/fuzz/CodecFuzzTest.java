package dev.dragoman.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dragoman.protocol.model.ProtocolId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * No bytes of a client or an upstream make a codec fail but in its own way. Each codec is a test of
 * its own and runs beside the other tests of the module.
 */
@Execution(ExecutionMode.CONCURRENT)
class CodecFuzzTest {
  private static final Path KEPT = Path.of("src/test/resources/fuzz");
  private static final long USUAL_SECONDS = 20;
  private static final long USUAL_SEED = 1;
  private static final long USUAL_INPUTS = 20_000;
  private static final Duration TIME =
      Duration.ofSeconds(Long.getLong("fuzz.seconds", USUAL_SECONDS));

  /**
   * Only runs that are asked for try ever new inputs, and more of them on a faster machine: no
   * change fails by another's mistake.
   */
  private static final long SEED =
      Long.getLong(
          "fuzz.seed",
          System.getProperty("fuzz.seconds") == null ? USUAL_SEED : System.currentTimeMillis());

  private static final long MOST =
      Long.getLong(
          "fuzz.inputs",
          System.getProperty("fuzz.seconds") == null ? USUAL_INPUTS : Long.MAX_VALUE);

  @Test
  void anthropic() throws InterruptedException {
    assertNothingIsFound(ProtocolId.ANTHROPIC);
  }

  @Test
  void openAiChat() throws InterruptedException {
    assertNothingIsFound(ProtocolId.OPENAI_CHAT);
  }

  @Test
  void openAiResponses() throws InterruptedException {
    assertNothingIsFound(ProtocolId.OPENAI_RESPONSES);
  }

  @Test
  void gemini() throws InterruptedException {
    assertNothingIsFound(ProtocolId.GEMINI);
  }

  @Test
  void bedrock() throws InterruptedException {
    assertNothingIsFound(ProtocolId.BEDROCK);
  }

  private static void assertNothingIsFound(ProtocolId protocol) throws InterruptedException {
    assertThat(new FuzzRun(protocol, SEED, TIME, MOST).faults()).isEmpty();
  }

  /** Files are named {@code <what it showed>.<protocol>.<kind>}. */
  @TestFactory
  Stream<DynamicTest> whatOnceWentWrongDoesNotAgain() throws IOException {
    try (Stream<Path> files = Files.list(KEPT)) {
      List<Path> kept = files.sorted().toList();
      return kept.stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> assertHolds(file)));
    }
  }

  private static void assertHolds(Path file) throws IOException {
    String name = file.getFileName().toString();
    Kind kind =
        Stream.of(Kind.values())
            .filter(each -> name.endsWith("." + each.label()))
            .findFirst()
            .orElseThrow();
    String stem = name.substring(0, name.length() - kind.label().length() - 1);
    ProtocolId protocol = new ProtocolId(stem.substring(stem.indexOf('.') + 1));
    Optional<Fault> fault = Trial.of(0, new Input(protocol, kind, Files.readAllBytes(file)));
    assertThat(fault.map(found -> found.told(SEED))).isEmpty();
  }
}
