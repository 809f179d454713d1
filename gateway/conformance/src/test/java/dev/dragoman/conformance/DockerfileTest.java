package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The image for those who have Docker alone runs with the flags of the others. */
class DockerfileTest {
  private static final Path GATEWAY = Path.of(System.getProperty("dragoman.gateway", ".."));
  private static final Pattern FLAG = Pattern.compile("<jvmFlag>(.*)</jvmFlag>");
  private static final Pattern COLLECTOR = Pattern.compile("<jvm.collector>(.*)</jvm.collector>");

  @Test
  void itHasTheFlagsOfThePom() throws IOException {
    // Given
    String module = Files.readString(GATEWAY.resolve("standalone/pom.xml"));
    String collector =
        COLLECTOR.matcher(module).results().map(found -> found.group(1)).findFirst().orElseThrow();
    String flags =
        FLAG.matcher(Files.readString(GATEWAY.resolve("../pom.xml")))
            .results()
            .map(flag -> flag.group(1).replace("${jvm.collector}", collector))
            .filter(flag -> !flag.equals("${jvm.cache}"))
            .collect(Collectors.joining(" "));

    // Then
    assertThat(flags).contains("-XX:+Use");
    assertThat(Files.readString(GATEWAY.resolve("standalone/Dockerfile")))
        .contains("printf '%s\\n' " + flags + " > /app/jvm.options");
  }
}
