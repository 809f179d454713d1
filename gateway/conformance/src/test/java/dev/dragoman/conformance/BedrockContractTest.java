package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Dialogue;
import dev.dragoman.conformance.client.Failure;
import dev.dragoman.conformance.client.Question;
import dev.dragoman.conformance.client.Reply;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.BedrockWire;
import dev.dragoman.testkit.EventStreamBytes;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedTurn.Call;
import dev.dragoman.testkit.ScriptedTurn.Stop;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.SignatureCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Official SDKs of other vendors through the gateway to a server that speaks as Bedrock does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BedrockContractTest {
  private static final String KEY = "client-key-of-bedrock-6bQ0vX7pRk2s";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String MODEL = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final SignatureCheck SIGNED =
      new SignatureCheck("AKIDEXAMPLE", SECRET, "eu-west-1", "bedrock");

  private static final ScriptedTurn GREETING =
      ScriptedTurn.saying("Good ", "morning, ", "Zoë 🌍").using(21, 7);
  private static final ScriptedTurn TWO_CALLS =
      ScriptedTurn.saying("Let me ", "look.")
          .calling(
              Call.of("tooluse_rome", "weather", "{\"city\":", "\"Rome\"}"),
              Call.of("tooluse_time", "clock"))
          .using(40, 25);

  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private GatewayProcess gateway;

  @BeforeAll
  void start(@TempDir Path home) throws InterruptedException {
    Manifests manifests =
        Manifests.in(home.resolve("manifests"))
            .secret("tester", KEY)
            .key("tester")
            .bedrock("bedrock", upstream.url(), "AKIDEXAMPLE", SECRET)
            .route("house-claude", "bedrock", "\"" + MODEL + "\"");
    gateway = GatewayCommand.run(home).with(manifests.directory().toString()).start();
  }

  @BeforeEach
  void freshScript() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    gateway.close();
    upstream.close();
  }

  private ClientUnderTest connect(ClientKind client) {
    return client.connect(gateway.clients(), KEY);
  }

  private static Question question() {
    return Question.of("house-claude", "Greet me.");
  }

  private static void greets(Reply reply) {
    assertThat(reply.faults()).isEmpty();
    assertThat(reply.text()).isEqualTo("Good morning, Zoë 🌍");
    assertThat(reply.stop()).isEqualTo(Stop.END);
    assertThat(reply.inputTokens()).isEqualTo(21);
    assertThat(reply.outputTokens()).isEqualTo(7);
    assertThat(reply.model()).isEqualTo("house-claude");
  }

  @ParameterizedTest
  @EnumSource
  void aWholeAnswerArrives(ClientKind kind) throws Exception {
    // Given
    upstream.then(Scenario.json(BedrockWire.whole(GREETING)));

    // When
    Reply reply;
    try (ClientUnderTest client = connect(kind)) {
      reply = client.ask(question()).create();
    }

    // Then
    greets(reply);
    ScriptedExchange seen = upstream.take();
    assertThat(SIGNED.faults(seen)).isEmpty();
    assertThat(seen.target()).isEqualTo("/model/" + MODEL.replace(":", "%3A") + "/converse");
    assertThat(seen.bodyText()).contains("{\"text\":\"Greet me.\"}", "{\"text\":\"Be brief.\"}");
  }

  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-146")
  void aStreamArrives(ClientKind kind) throws Exception {
    // Given
    upstream.then(Scenario.eventStream(BedrockWire.stream(GREETING)).byteAtATime());

    // When
    Reply reply;
    try (ClientUnderTest client = connect(kind)) {
      reply = client.ask(question()).stream();
    }

    // Then
    greets(reply);
    assertThat(SIGNED.faults(upstream.take())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-1")
  void twoParallelCallsAreAnsweredInASecondStep(ClientKind kind) throws Exception {
    // Given
    upstream
        .then(Scenario.eventStream(BedrockWire.stream(TWO_CALLS)))
        .then(Scenario.eventStream(BedrockWire.stream(GREETING)));

    // When
    Reply first;
    Reply second;
    try (ClientUnderTest client = connect(kind)) {
      Dialogue dialogue = client.ask(question().withTools());
      first = dialogue.stream();
      Map<String, String> results = new LinkedHashMap<>();
      first.calls().forEach(call -> results.put(call.id(), "result of " + call.name()));
      dialogue.give(results);
      second = dialogue.stream();
    }

    // Then
    assertThat(first.stop()).isEqualTo(Stop.TOOLS);
    assertThat(first.calls()).extracting(Reply.Call::name).containsExactly("weather", "clock");
    greets(second);
    upstream.take();
    ScriptedExchange answered = upstream.take();
    assertThat(SIGNED.faults(answered)).isEmpty();
    assertThat(answered.bodyText())
        .contains(
            "Let me look.", "\"toolUseId\":\"tooluse_rome\"", "\"toolSpec\":{\"name\":\"clock\"")
        .containsOnlyOnce("result of weather")
        .containsOnlyOnce("result of clock");
  }

  @ParameterizedTest
  @EnumSource
  void throttlingIsALimitOfTheRate(ClientKind kind) {
    // Given
    upstream.then(BedrockWire.refusal(429, "ThrottlingException", "Too many tokens, please wait."));

    // When
    Failure failure;
    try (ClientUnderTest client = connect(kind)) {
      failure = client.failureOf(() -> client.ask(question()).create());
    }

    // Then
    assertThat(failure.exception()).isEqualTo("RateLimitException");
    assertThat(failure.status()).isEqualTo(429);
    assertThat(failure.text()).contains("Too many tokens, please wait.");
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionInTheStreamFailsTheClient(ClientKind kind) {
    // Given
    List<byte[]> messages = new ArrayList<>(BedrockWire.opening(GREETING));
    messages.add(
        EventStreamBytes.exception("modelStreamErrorException", "{\"message\":\"broke\"}"));
    upstream.then(Scenario.eventStream(messages));

    // When
    Failure failure;
    try (ClientUnderTest client = connect(kind)) {
      failure = client.failureOf(() -> client.ask(question()).stream());
    }

    // Then
    assertThat(failure.text()).doesNotContain(SECRET);
  }
}
