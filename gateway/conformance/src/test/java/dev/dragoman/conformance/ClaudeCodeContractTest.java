package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dragoman.conformance.agent.ClaudeCode;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.conformance.judge.GeminiJudge;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.testkit.BedrockWire;
import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedTurn.Call;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.SignatureCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Claude Code itself, with thinking on, does a task of two steps on models of other vendors: it
 * writes a file and reads it again. Each step's thought comes back to the upstream as it was given.
 */
class ClaudeCodeContractTest {
  private static final String KEY = "client-key-of-an-agent-6bQ0vX7pRk2s";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final SignatureCheck SIGNED =
      new SignatureCheck("AKIDEXAMPLE", SECRET, "eu-west-1", "bedrock");
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final OpenAiWire OPENAI = new OpenAiWire();
  private static final GeminiWire GEMINI = new GeminiWire();
  private static final String GEMINI_MODEL = "gemini-3-flash-preview";
  private static final String GEMINI_SIGNATURE = "EqQBCkYIBxgCKkD/1+0=";
  private static final String LATER_GEMINI_SIGNATURE = "EqQCCkYIBxgCKkD/2+0=";
  private static final String FIRST_THOUGHT = "The note comes first, né?";
  private static final String SECOND_THOUGHT = "Now see whether it is there.";
  private static final String SIGNATURE = "EqQBCkYIBxgCKkD/1+=";
  private static final String LATER_SIGNATURE = "EqQCCkYIBxgCKkD/2+=";

  @TempDir private Path home;
  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private ClaudeCode agent;
  private Path note;
  private GatewayProcess gateway;

  @BeforeEach
  void start() throws Exception {
    Optional<Path> program = ClaudeCode.program();
    assumeTrue(program.isPresent(), "Claude Code is not here; .ci/coding-agents provides it");
    Path workspace = Files.createDirectories(home.resolve("workspace"));
    note = workspace.resolve("note.txt");
    agent = ClaudeCode.of(program.get(), home, workspace);
    Manifests manifests =
        Manifests.in(home.resolve("manifests"))
            .secret("tester", KEY)
            .key("tester")
            .secret("deepseek", "sk-deepseek")
            .secret("gemini", "key-gemini")
            .provider("gemini", "Gemini", upstream.url())
            .route("on-gemini", "gemini", GEMINI_MODEL)
            .file(
                "providers.yaml",
                """
                apiVersion: dragoman.dev/v1alpha1
                kind: LlmProvider
                metadata: {name: deepseek}
                spec:
                  protocol: OpenAIChat
                  dialect: DeepSeek
                  baseUrl: %1$s
                  allowInsecure: true
                  auth: {type: SecretKey, secretRef: {name: deepseek, key: api-key}}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: aws}
                stringData:
                  aws_access_key_id: AKIDEXAMPLE
                  aws_secret_access_key: "%2$s"
                ---
                apiVersion: dragoman.dev/v1alpha1
                kind: LlmProvider
                metadata: {name: bedrock}
                spec:
                  protocol: BedrockConverse
                  aws: {region: eu-west-1, endpoint: "%1$s"}
                  allowInsecure: true
                  auth: {type: AwsStatic, secretRef: {name: aws}}
                """
                    .formatted(upstream.url(), SECRET))
            .route("on-deepseek", "deepseek", "deepseek-v4-pro")
            .route("on-bedrock", "bedrock", "\"eu.anthropic.claude-sonnet-4-5-20250929-v1:0\"");
    gateway = GatewayCommand.run(home).with(manifests.directory().toString()).start();
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    upstream.close();
  }

  private ScriptedTurn writing() {
    return ScriptedTurn.saying("I write it.")
        .calling(
            Call.of(
                "call_write",
                "Write",
                "{\"file_path\":" + JsonText.ofString(note.toString()).text() + ",",
                "\"content\":\"one né\\n\"}"));
  }

  private ScriptedTurn reading() {
    return ScriptedTurn.saying("I read it.")
        .calling(
            Call.of(
                "call_read",
                "Read",
                "{\"file_path\":" + JsonText.ofString(note.toString()).text() + "}"));
  }

  private static Scenario deepseek(ScriptedTurn turn, String thought) {
    List<byte[]> frames = new ArrayList<>();
    if (!thought.isEmpty()) {
      int half = thought.length() / 2;
      frames.add(OPENAI.thought("deepseek-v4-pro", thought.substring(0, half)));
      frames.add(OPENAI.thought("deepseek-v4-pro", thought.substring(half)));
    }
    frames.addAll(OPENAI.opening("deepseek-v4-pro", turn));
    frames.addAll(OPENAI.ending("deepseek-v4-pro", turn));
    return Scenario.stream(frames);
  }

  private ClaudeCode.Result task(String model) throws Exception {
    return agent.run(gateway.clients(), KEY, model, "Write a note and read it again.");
  }

  private void isDone(ClaudeCode.Result result) throws IOException {
    assertThat(result.text()).isEqualTo("The note says: one né");
    assertThat(result.failed()).isFalse();
    assertThat(Files.readString(note)).isEqualTo("one né\n");
  }

  private static JsonNode body(ScriptedExchange exchange) {
    try {
      return MAPPER.readTree(exchange.bodyText());
    } catch (IOException e) {
      throw new AssertionError("the upstream got no JSON", e);
    }
  }

  @Test
  @Tag("pitfall-75")
  void aFileTaskIsDoneOnDeepSeek() throws Exception {
    // Given
    upstream
        .then(deepseek(writing(), FIRST_THOUGHT))
        .then(deepseek(reading(), SECOND_THOUGHT))
        .then(deepseek(ScriptedTurn.saying("The note ", "says: one né"), ""));

    // When
    ClaudeCode.Result result = task("on-deepseek");

    // Then
    isDone(result);
    assertThat(upstream.exchanges()).hasSize(3);
    JsonNode last = body(upstream.exchanges().getLast());
    assertThat(last.at("/thinking/type").asText()).isEqualTo("enabled");
    assertThat(last.findValuesAsText("reasoning_content"))
        .containsExactly(FIRST_THOUGHT, SECOND_THOUGHT);
    assertThat(last.findValuesAsText("tool_call_id")).containsExactly("call_write", "call_read");
  }

  @Test
  @Tag("pitfall-71")
  void aFileTaskIsDoneOnBedrock() throws Exception {
    // Given
    upstream
        .then(Scenario.eventStream(BedrockWire.stream(writing(), FIRST_THOUGHT, SIGNATURE)))
        .then(Scenario.eventStream(BedrockWire.stream(reading(), SECOND_THOUGHT, LATER_SIGNATURE)))
        .then(
            Scenario.eventStream(
                BedrockWire.stream(ScriptedTurn.saying("The note ", "says: one né"))));

    // When
    ClaudeCode.Result result = task("on-bedrock");

    // Then
    isDone(result);
    assertThat(upstream.exchanges())
        .hasSize(3)
        .allSatisfy(seen -> assertThat(SIGNED.faults(seen)).isEmpty());
    JsonNode last = body(upstream.exchanges().getLast());
    assertThat(last.at("/additionalModelRequestFields/thinking/type").asText())
        .isEqualTo("enabled");
    assertThat(last.findValues("reasoningText"))
        .containsExactly(
            thought(FIRST_THOUGHT, SIGNATURE), thought(SECOND_THOUGHT, LATER_SIGNATURE));
    assertThat(last.findValues("toolResult")).hasSize(2);
  }

  @Test
  @Tag("pitfall-72")
  void aFileTaskIsDoneOnGemini() throws Exception {
    // Given
    upstream
        .then(gemini(writing(), FIRST_THOUGHT, GEMINI_SIGNATURE))
        .then(gemini(reading(), SECOND_THOUGHT, LATER_GEMINI_SIGNATURE))
        .then(
            Scenario.stream(
                GEMINI.stream(GEMINI_MODEL, ScriptedTurn.saying("The note ", "says: one né"))));

    // When
    ClaudeCode.Result result = task("on-gemini");

    // Then
    isDone(result);
    assertThat(upstream.exchanges())
        .hasSize(3)
        .allSatisfy(seen -> assertThat(GeminiJudge.request(seen.body()).faults()).isEmpty());
    JsonNode last = body(upstream.exchanges().getLast());
    assertThat(last.at("/generationConfig/thinkingConfig").isObject()).isTrue();
    assertThat(last.findValuesAsText("thoughtSignature"))
        .containsExactly(GEMINI_SIGNATURE, LATER_GEMINI_SIGNATURE);
    assertThat(last.findValues("functionResponse")).hasSize(2);
  }

  private static Scenario gemini(ScriptedTurn turn, String thought, String signature) {
    return Scenario.stream(GEMINI.stream(GEMINI_MODEL, turn, thought, signature));
  }

  private static JsonNode thought(String text, String signature) {
    return MAPPER.createObjectNode().put("text", text).put("signature", signature);
  }
}
