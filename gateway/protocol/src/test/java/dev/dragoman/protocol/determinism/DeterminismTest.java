package dev.dragoman.protocol.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeterminismTest {
  private static final int REQUESTS = 1_000;

  /** Each JVM orders the elements of Set.of and Map.of in its own way, so another one is asked. */
  @Test
  @Tag("pitfall-19")
  void aThousandRequestsBecomeTheSameBytesInAnotherProcess() throws Exception {
    // When
    List<String> here = Conversions.lines(REQUESTS);
    List<String> again = Conversions.lines(REQUESTS);
    List<String> there = ofAnotherProcess();

    // Then
    assertThat(again).isEqualTo(here);
    assertThat(there).isEqualTo(here);
    assertThat(here).filteredOn(line -> line.matches(".* [0-9a-f]{64} .*")).hasSizeGreaterThan(900);
  }

  private static List<String> ofAnotherProcess() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Conversions.class.getName(),
                Integer.toString(REQUESTS))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.lines().toList();
  }
}
