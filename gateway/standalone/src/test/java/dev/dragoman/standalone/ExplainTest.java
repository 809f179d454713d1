package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  private static final String SECRET = "sk-very-secret-value";

  private static final String MANIFESTS =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmGateway
      metadata: {name: main}
      spec: {media: {fetch: Https}}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: openai}
      spec:
        protocol: OpenAIChat
        baseUrl: https://api.openai.com/v1
        auth: {type: SecretKey, secretRef: {name: openai}}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: llama}
      spec:
        protocol: OpenAIChat
        baseUrl: https://llama.example/v1
        auth: {type: None}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: claude}
      spec:
        protocol: AnthropicMessages
        baseUrl: https://api.anthropic.com
        auth: {type: ClientKey}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: broken}
      spec:
        protocol: OpenAIChat
        baseUrl: https://broken.example/v1
        auth: {type: SecretKey, secretRef: {name: none}}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: openai}
      stringData: {api-key: "%s"}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmRoute
      metadata: {name: smart}
      spec:
        parentRefs: [{name: main}]
        models: [smart]
        backends:
          - {name: first, providerRef: {name: llama}, model: llama-3}
          - {name: second, priority: 1, providerRef: {name: openai}, model: gpt-4o}
          - {name: third, priority: 2, providerRef: {name: claude}, model: claude-opus-4-8}
          - {name: fourth, priority: 2, providerRef: {name: broken}}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmRoute
      metadata: {name: rest}
      spec:
        parentRefs: [{name: main}]
        models: ["*"]
        backends: [{name: only, providerRef: {name: llama}}]
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: ApiKey
      metadata: {name: narrow}
      spec: {gatewayRef: {name: main}, routes: [{name: rest}], models: ["*"]}
      """
          .formatted(SECRET);

  private static final String REQUEST =
      "{\"model\":\"smart\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":["
          + "{\"type\":\"document\",\"citations\":{\"enabled\":true},\"source\":"
          + "{\"type\":\"url\",\"url\":\"https://a.example/b.pdf\"}}]}]}";

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("all.yaml"), MANIFESTS);
  }

  private Shell.Outcome explain(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "explain";
    arguments[1] = directory.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return new Shell(directory, Map.of()).reading(REQUEST).run(gateway -> {}, arguments);
  }

  @Test
  void theWayOfANameIsToldWithWhatWasLeftAside() {
    // When
    Shell.Outcome outcome = explain("--model", "smart");

    // Then
    assertThat(outcome.out())
        .startsWith(
            """
            model       smart
            key         any that may use it
            route       default/smart
            not         default/rest by *, a weaker pattern
            """)
        .contains(
            "not         LlmProvider default/broken: "
                + directory.resolve("all.yaml")
                + ":30: ResolvedRefs=False SecretNotFound: ")
        .endsWith(
            """

            target 1    default/llama, openai.chat, model llama-3, tier 0, weight 1

            target 2    default/openai, openai.chat, model gpt-4o, tier 1, weight 1

            target 3    default/claude, anthropic, model claude-opus-4-8, tier 2, weight 1
            """);
    assertThat(outcome.exitCode()).isZero();
    assertThat(directory.resolve(".dragoman")).doesNotExist();
  }

  @Test
  void eachTargetShowsWhatItWouldGetWithoutAnySecret() {
    // When
    Shell.Outcome outcome = explain("--model", "smart", "--request", "-");

    // Then
    assertThat(outcome.out())
        .contains(
            "fetched     messages[0].content[0].source.url: https://a.example/b.pdf, shown as AAAA")
        .contains("  rejected  messages[0].content[0]: documents cannot be sent to the OpenAI Chat")
        .contains("  request   converted, to /chat/completions\n")
        .contains("  header    authorization: Bearer ***\n")
        .contains("  lost      messages[0].content[0].citations: ")
        .contains("\"file_data\":\"data:application/pdf;base64,AAAA\"")
        .contains("  request   as it came, to /v1/messages\n")
        .contains("  header    x-api-key: ***\n")
        .contains("  body      {\"model\":\"claude-opus-4-8\",\"max_tokens\":9,")
        .doesNotContain(SECRET);
    assertThat(outcome).isEqualTo(explain("--model", "smart", "--request", "-"));
  }

  @Test
  void aKeyThatMayNotUseTheModelIsRefused() {
    // When
    Shell.Outcome outcome = explain("--model", "smart", "--key", "narrow");

    // Then
    assertThat(outcome.out())
        .contains("key         default/narrow, Active")
        .contains("route       none")
        .contains("refused     this API key may not use the model \"smart\"");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void aBodyThatIsNoRequestIsRefusedOnItsRoute() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("request.json"), "{\"model\":");

    // When
    Shell.Outcome outcome = explain("--model", "smart", "--request", file.toString());

    // Then
    assertThat(outcome.out()).contains("route       default/smart\nrefused     ");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void aLenientRouteShowsWhatStandsInThePlaceOfWhatItsTargetCannotTake() throws IOException {
    // Given
    Files.writeString(
        directory.resolve("lenient.yaml"),
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmRoute
        metadata: {name: lenient}
        spec:
          parentRefs: [{name: main}]
          models: [lenient]
          lossPolicy: Lenient
          backends: [{name: only, providerRef: {name: llama}}]
        """);

    // When
    Shell.Outcome outcome = explain("--model", "lenient", "--request", "-");

    // Then
    assertThat(outcome.out())
        .contains("  lost      messages[0].content[0]: documents cannot be sent to the OpenAI Chat")
        .contains("; a note stands in its place (the answer may differ)\n")
        .contains("[A document was here and was left out: ");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void aRouteOfTheNameThatIsNotValidIsToldWithItsPlace() throws IOException {
    // Given
    Files.writeString(
        directory.resolve("typed.yaml"),
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmRoute
        metadata: {name: typed}
        spec:
          parentRefs: [{name: main}]
          models: [typed]
          backends:
            - name: only
              providerRef: {name: llama}
              weight: heavy
        """);

    // When
    Shell.Outcome outcome = explain("--model", "typed");

    // Then: the name leads elsewhere, and the person sees why
    assertThat(outcome.out())
        .contains("route       default/rest\n")
        .contains(
            "not         LlmRoute default/typed: "
                + directory.resolve("typed.yaml")
                + ":10: spec.backends[0].weight: ");
  }

  @Test
  void aFileThatCannotBeReadIsToldWithItsPlace() throws IOException {
    // Given
    Files.writeString(directory.resolve("torn.yaml"), "kind: LlmRoute\nspec: [\n");

    // When
    Shell.Outcome outcome = explain("--model", "smart");

    // Then
    assertThat(outcome.out())
        .contains(
            "route       default/smart\n", "not         " + directory.resolve("torn.yaml") + ":");
  }

  @Test
  void anUnknownKeyIsAMisuse() {
    // When
    Shell.Outcome outcome = explain("--model", "smart", "--key", "no");

    // Then
    assertThat(outcome.err())
        .contains("--key: no ApiKey of this name is served; known: default/narrow");
    assertThat(outcome.exitCode()).isEqualTo(2);
  }
}
