package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValidateTest {
  private static final String PROVIDER =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: openai}
      spec:
        protocol: OpenAIChat
        baseUrl: https://api.openai.com/v1
        auth: {type: SecretKey, secretRef: {name: openai}}
      """;
  private static final String KEY =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: ApiKey
      metadata: {name: me}
      spec: {gatewayRef: {name: main}, routes: [{name: "*"}], models: ["*"]}
      """;

  private static final String PRINTS = "# prints: ";

  @TempDir Path directory;

  private Shell.Outcome validate(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "validate";
    arguments[1] = directory.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return new Shell(directory, Map.of()).run(gateway -> {}, arguments);
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.resolve("all.yaml"), text);
  }

  @Test
  void soundManifestsAreConditionsAndExitCodeZero() throws IOException {
    // Given
    write(KEY);

    // When
    Shell.Outcome outcome = validate();

    // Then
    assertThat(outcome.out())
        .startsWith("ApiKey default/me\n  Accepted      True     Accepted: can be served\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(directory.resolve(".dragoman")).doesNotExist();
  }

  @Test
  void aSecretThatIsNotThereIsAFaultUnlessSecretsAreAssumed() throws IOException {
    // Given
    write(PROVIDER);

    // When
    Shell.Outcome outcome = validate();

    // Then
    assertThat(outcome.out()).contains("ResolvedRefs  False    SecretNotFound: ");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(validate("--assume-secrets").exitCode()).isZero();
  }

  @Test
  void whatAnApiServerRefusesComesFirstWithItsPlace() throws IOException {
    // Given
    write(KEY + "---\n" + PROVIDER.replace("baseUrl", "baseURL"));

    // When
    Shell.Outcome outcome = validate();

    // Then
    assertThat(outcome.out())
        .startsWith(
            directory + "/all.yaml:11: unknown field \"spec.baseURL\"\n\nApiKey default/me\n");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void programsReadOneJsonDocument() throws IOException {
    // Given
    write(KEY + "---\n" + PROVIDER.replace("OpenAIChat", "OpenAI"));

    // When
    Shell.Outcome outcome = validate("--output", "json");

    // Then
    JsonNode verdict = JsonMapper.builder().build().readTree(outcome.out());
    assertThat(verdict.get("good").asBoolean()).isFalse();
    assertThat(verdict.get("problems").get(0).get("field").asString()).isEqualTo("spec.protocol");
    assertThat(verdict.get("problems").get(0).get("line").asInt()).isEqualTo(10);
    assertThat(verdict.get("objects").get(0).get("object").asString())
        .isEqualTo("ApiKey default/me");
    assertThat(verdict.get("objects").get(0).get("conditions").get(0).get("status").asString())
        .isEqualTo("True");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("../../charts/dragoman/examples"))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsFoundAsItsConditionsSay(Path example) throws IOException {
    // Given
    Map<String, String> environment =
        Map.of(
            "ANTHROPIC_API_KEY",
            "planted",
            "DEEPSEEK_API_KEY",
            "planted",
            "OPENAI_API_KEY",
            "planted");

    // When
    Shell.Outcome outcome =
        new Shell(directory, environment).run(gateway -> {}, "validate", example.toString());

    // Then
    assertThat(outcome.out())
        .isEqualToNormalizingNewlines(Files.readString(example.resolve("conditions.txt")));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(outcome.out().contains("  False ") ? 1 : 0);
  }

  static List<Path> mistakes() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of("../../crds/admission/src/test/resources/mistakes"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aTypicalMistakeIsSaidInTheWordsOfAnApiServer(Path mistake) throws IOException {
    // Given
    Files.copy(mistake, directory.resolve("all.yaml"));
    List<String> expected =
        Files.readAllLines(mistake).stream()
            .filter(line -> line.startsWith(PRINTS))
            .map(line -> line.substring(PRINTS.length()))
            .toList();

    // When
    Shell.Outcome outcome = validate();

    // Then
    assertThat(expected).isNotEmpty();
    assertThat(outcome.out().lines().map(line -> line.replaceFirst("^\\S+:\\d+: ", "")))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(outcome.exitCode()).isEqualTo(1);
  }
}
