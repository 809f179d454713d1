package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which module may lean on which, where a module's own tests cannot see it. */
class ModulesTest {
  private static final Path GATEWAY = Path.of(System.getProperty("dragoman.gateway", ".."));
  private static final Pattern DEPENDENCY =
      Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);

  /** Programs for people who build Dragoman, not for those who run it. */
  private static final Set<String> MEASURING = Set.of("benchmarks");

  @Test
  void noProductionModuleDependsOnTheTestkit() throws IOException {
    // Given
    Set<String> offenders = new TreeSet<>();

    // When
    for (Path module : modules()) {
      if (uses(module, "dragoman-testkit")) {
        offenders.add(module.getFileName().toString());
      }
    }

    // Then
    offenders.removeAll(MEASURING);
    assertThat(offenders).isEmpty();
  }

  /** Whether the module's own code, not its tests, depends on {@code artifact}. */
  private static boolean uses(Path module, String artifact) throws IOException {
    Matcher dependency = DEPENDENCY.matcher(Files.readString(module.resolve("pom.xml")));
    return dependency
        .results()
        .map(found -> found.group(1))
        .anyMatch(text ->
            text.contains("<artifactId>" + artifact + "</artifactId>")
                && !text.contains("<scope>test</scope>"));
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> entries = Files.list(GATEWAY)) {
      List<Path> modules =
          entries.filter(entry -> Files.isRegularFile(entry.resolve("pom.xml"))).sorted().toList();
      assertThat(modules).hasSizeGreaterThan(3);
      return modules;
    }
  }
}
