package dev.dragoman.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.fleet.ResourceSet.Mode;
import dev.dragoman.resources.examples.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written beside the chart's examples is what this version finds about them. */
class ExamplesTest {
  private static final FleetResolver RESOLVER =
      new FleetResolver(Honoured.load(), Catalogue.load());

  static List<Example> examples() {
    return Example.all();
  }

  private static ResolvedFleet fleet(Example example, Mode mode) {
    return RESOLVER.resolve(
        Manifests.parse(String.join("\n---\n", example.documents())).set(mode, true));
  }

  @Test
  void theExamplesAreThere() {
    assertThat(examples())
        .extracting(Example::name)
        .containsExactly(
            "canary-split",
            "claude-code-on-deepseek",
            "failover",
            "openai-api-over-bedrock",
            "quickstart",
            "team-budget");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void conditionsAreThoseWrittenBesideTheManifests(Example example) throws IOException {
    // When
    String conditions = ConditionText.of(fleet(example, Mode.Cluster));

    // Then
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(example.conditions(), conditions);
    }
    assertThat(conditions).isEqualTo(Files.readString(example.conditions()));
  }

  /** Each has a gateway of its own, so that nothing is implied. */
  @ParameterizedTest
  @MethodSource("examples")
  void aDirectoryFindsWhatAClusterFinds(Example example) {
    assertThat(ConditionText.of(fleet(example, Mode.Directory)))
        .isEqualTo(ConditionText.of(fleet(example, Mode.Cluster)));
  }

  /** A fault of an example must be a field that a later version acts on, nothing else. */
  @ParameterizedTest
  @MethodSource("examples")
  void aVersionThatActsOnEveryFieldServesThemAll(Example example) {
    // When
    ResolvedFleet fleet =
        new FleetResolver(Honoured.EVERYTHING, Catalogue.load())
            .resolve(
                Manifests.parse(String.join("\n---\n", example.documents()))
                    .set(Mode.Cluster, true));

    // Then
    assertThat(fleet.verdicts().values())
        .isNotEmpty()
        .allSatisfy(verdict -> assertThat(verdict.problems()).isEmpty());
  }
}
