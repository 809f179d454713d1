package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.resources.examples.Example;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart's examples on a real API server, with the commands that people type. */
@NeedsApiServer
class ExamplesOnApiServerTest {

  @BeforeAll
  static void install(ApiServer server) throws IOException {
    Definitions.installAll(server);
  }

  static List<Example> examples() {
    return Example.all();
  }

  private static List<String> names(Example example) {
    List<String> names = new ArrayList<>();
    for (String document : example.documents()) {
      names.add(nameOf(TestFiles.yaml(document)));
    }
    return names;
  }

  /** {@code resource.group/name}, as kubectl names an object. */
  private static String nameOf(Map<String, @Nullable Object> object) {
    String version = String.valueOf(object.get("apiVersion"));
    int slash = version.indexOf('/');
    String group = slash < 0 ? "" : "." + version.substring(0, slash);
    return String.valueOf(object.get("kind")).toLowerCase(Locale.ROOT)
        + group
        + "/"
        + TestFiles.at(object, "metadata", "name");
  }

  private static String succeed(ApiServer server, String... command) throws Exception {
    Kubectl.Outcome outcome = server.kubectl().run(command);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return outcome.output();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyFilePassesAServerSideDryRun(Example example, ApiServer server) throws Exception {
    // Given
    succeed(server, "apply", "-f", example.folder().resolve("00-namespace.yaml").toString());

    // When
    String output =
        succeed(
            server,
            "apply",
            "--dry-run=server",
            "--validate=strict",
            "-f",
            example.folder().toString());

    // Then
    assertThat(output.lines()).allMatch(line -> line.endsWith(" (server dry run)"));
    assertThat(output.lines().map(line -> line.split(" ", 2)[0]))
        .containsExactlyInAnyOrderElementsOf(names(example));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void appliedObjectsAreListedInOneTable(Example example, ApiServer server) throws Exception {
    // Given
    succeed(server, "apply", "-f", example.folder().toString());

    // When
    List<String> rows = rows(succeed(server, "get", "llm", "-n", example.name()));

    // Then
    assertThat(rows)
        .contains(
            "NAME STATE READY SPEND BUDGET% LAST-USED EXPIRES AGE",
            "NAME READY GEN CURRENT ROUTES KEYS ADDRESS AGE",
            "NAME PROTOCOL AUTH READY ROUTES AGE",
            "NAME MODELS GATEWAY READY PROGRAMMED AGE");
    assertThat(rows.stream().map(row -> row.split(" ", 2)[0]).filter(name -> name.contains("/")))
        .containsExactlyInAnyOrderElementsOf(
            names(example).stream().filter(name -> name.contains(".dragoman.dev/")).toList());
  }

  @Test
  void theTableShowsWhatEachObjectSays(ApiServer server) throws Exception {
    // Given
    Example budget =
        examples().stream()
            .filter(example -> example.name().equals("team-budget"))
            .findFirst()
            .orElseThrow();
    succeed(server, "apply", "-f", budget.folder().toString());

    // When
    List<String> rows = rows(succeed(server, "get", "llm", "-n", budget.name()));

    // Then
    assertThat(rows)
        .anyMatch(row -> row.startsWith("apikey.dragoman.dev/nightly Active"))
        .anyMatch(
            row -> row.startsWith("llmprovider.dragoman.dev/anthropic AnthropicMessages SecretKey"))
        .anyMatch(
            row -> row.startsWith("llmroute.dragoman.dev/sonnet [\"claude-sonnet-4-5\"] main"))
        .contains("NAME READY KEYS SPEND BUDGET% AGE");
  }

  private static List<String> rows(String table) {
    return table.lines().map(row -> row.strip().replaceAll(" +", " ")).toList();
  }
}
