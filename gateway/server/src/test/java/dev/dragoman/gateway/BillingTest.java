package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Endpoint;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.BedrockWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Walks every way in which a request can be billed, and looks at what was written of each: one
 * record for each attempt that used something, nothing for the others, and as much in the budgets.
 */
class BillingTest {
  private static final ScriptedTurn TURN = ScriptedTurn.saying("hel", "lo");
  private static final String MESSAGES = "/v1/messages";
  private static final String CHAT = "/v1/chat/completions";
  private static final String RESPONSES = "/v1/responses";
  private static final String EMBEDDINGS = "/v1/embeddings";
  private static final List<String> GEMINI_EMBEDDINGS =
      List.of(
          "/v1beta/models/{model}:embedContent",
          "/v1beta/models/{model}:batchEmbedContents",
          "/v1/models/{model}:embedContent",
          "/v1/models/{model}:batchEmbedContents");
  private static final List<String> GEMINI =
      List.of(
          "/v1beta/models/{model}:generateContent",
          "/v1beta/models/{model}:streamGenerateContent",
          "/v1/models/{model}:generateContent",
          "/v1/models/{model}:streamGenerateContent");
  private static final String COMPACT = "/v1/responses/compact";
  private static final List<String> FORWARDED =
      List.of(
          "/v1/completions",
          "/v1/images/generations",
          "/v1/audio/speech",
          "/v1/moderations",
          "/v1/rerank",
          COMPACT);
  private static final AnthropicWire ANTHROPIC = new AnthropicWire();
  private static final OpenAiWire OPENAI = new OpenAiWire();

  private final BilledGateway billed = new BilledGateway();

  private void posts(String name, String path, boolean stream, String provider, String charges) {
    billed.add(
        name,
        List.of(provider),
        charges,
        (gateway, _) -> gateway.post(path, asked(path, name, stream)));
  }

  private static String asked(String path, String model, boolean stream) {
    if (path.contains("{model}")) {
      return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello there.\"}]}]}";
    }
    return path.equals(RESPONSES)
        ? BilledGateway.askResponses(model, stream)
        : BilledGateway.ask(model, stream);
  }

  private static Scenario answer(String provider, boolean stream) {
    return switch (provider) {
      case "anthropic" ->
          stream
              ? Scenario.stream(ANTHROPIC.stream("m1", TURN))
              : Scenario.json(ANTHROPIC.whole("m1", TURN));
      case "openai" ->
          stream
              ? Scenario.stream(OPENAI.stream("m1", TURN))
              : Scenario.json(OPENAI.whole("m1", TURN));
      case "bedrock" ->
          stream
              ? Scenario.eventStream(BedrockWire.stream(TURN))
              : Scenario.json(BedrockWire.whole(TURN));
      default -> throw new IllegalArgumentException(provider);
    };
  }

  /** Every client with every upstream, whole and streamed. */
  private void answered() {
    List<String> paths = new ArrayList<>(List.of(MESSAGES, CHAT, RESPONSES));
    paths.addAll(GEMINI);
    for (String path : paths) {
      for (boolean stream : streams(path)) {
        for (String provider : List.of("anthropic", "openai", "bedrock")) {
          String name = name(path, stream, provider);
          billed.add(
              name,
              List.of(provider),
              "1 " + provider + " 11/2 report success",
              (gateway, _) -> {
                billed.upstream(provider).then(answer(provider, stream));
                gateway.post(path.replace("{model}", name), asked(path, name, stream));
              });
        }
      }
    }
    posts("messages-simulated", MESSAGES, false, "simulated", "1 simulated 19/3 report success");
    posts("messages-simulated-s", MESSAGES, true, "simulated", "1 simulated 32/3 report success");
    posts("chat-simulated", CHAT, false, "simulated", "1 simulated 23/3 report success");
    posts("chat-simulated-s", CHAT, true, "simulated", "1 simulated 32/3 report success");
  }

  /** Gemini says in the address whether it is a stream. */
  private static boolean[] streams(String path) {
    return GEMINI.contains(path)
        ? new boolean[] {path.endsWith(":streamGenerateContent")}
        : new boolean[] {false, true};
  }

  private static String name(String path, boolean stream, String provider) {
    if (GEMINI.contains(path)) {
      return "gemini" + GEMINI.indexOf(path) + (stream ? "-s-" : "-") + provider;
    }
    return path.substring(path.lastIndexOf('/') + 1) + (stream ? "-s-" : "-") + provider;
  }

  private void scripted(
      String name, boolean stream, String provider, Scenario scenario, String charges) {
    billed.add(
        name,
        List.of(provider),
        charges,
        (gateway, _) -> {
          billed.upstream(provider).then(scenario);
          gateway.post(MESSAGES, BilledGateway.ask(name, stream));
        });
  }

  private void withoutReport() {
    scripted(
        "no-report",
        false,
        "openai",
        Scenario.json(
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"seven letters\"},\"finish_reason\":\"stop\"}]}"),
        "1 openai 6/4 estimate success");
    List<byte[]> unreported = new ArrayList<>(OPENAI.opening("m1", TURN));
    unreported.add(OPENAI.finish("m1", "stop"));
    unreported.add(OPENAI.done());
    scripted(
        "no-report-s",
        true,
        "openai",
        Scenario.stream(unreported),
        "1 openai 6/2 estimate success");
    scripted(
        "unreadable",
        false,
        "anthropic",
        Scenario.json("{\"something\":\"else\"}"),
        "1 anthropic 6/6 estimate bad_upstream");
  }

  private void failed() {
    scripted("refused", false, "openai", Scenario.json(429, OPENAI.error(429, "slow")), "");
    scripted("refused-s", true, "anthropic", Scenario.json(529, ANTHROPIC.error(529, "busy")), "");
    scripted("error-first", true, "openai", Scenario.stream(List.of(OPENAI.errorFrame("no"))), "");
    scripted(
        "broken-reported",
        true,
        "anthropic",
        Scenario.stream(ANTHROPIC.opening("m1", TURN)).dropping(),
        "1 anthropic 11/2 estimate upstream_truncated");
    scripted(
        "broken-unreported",
        true,
        "openai",
        Scenario.stream(OPENAI.opening("m1", TURN)).dropping(),
        "1 openai 6/2 estimate upstream_truncated");
    scripted(
        "error-after-content",
        true,
        "bedrock",
        Scenario.eventStream(BedrockWire.opening(TURN)),
        "1 bedrock 6/2 estimate upstream_truncated");
  }

  private void failedOver() {
    billed.add(
        "over-refusal",
        List.of("openai", "anthropic"),
        "2 anthropic 11/2 report success",
        (gateway, _) -> {
          billed.openai.then(Scenario.json(429, OPENAI.error(429, "slow")));
          billed.anthropic.then(answer("anthropic", false));
          gateway.post(MESSAGES, BilledGateway.ask("over-refusal", false));
        });
    billed.add(
        "over-report",
        List.of("anthropic", "openai"),
        "1 anthropic 11/1 estimate upstream_truncated | 2 openai 11/2 report success",
        (gateway, _) -> {
          List<byte[]> start = ANTHROPIC.opening("m1", TURN).subList(0, 1);
          billed.anthropic.then(Scenario.stream(start).dropping());
          billed.openai.then(answer("openai", true));
          gateway.post(MESSAGES, BilledGateway.ask("over-report", true));
        });
  }

  private void counted() {
    for (String provider : List.of("anthropic", "openai")) {
      String name = "count-" + provider;
      billed.add(
          name,
          List.of(provider),
          "",
          (gateway, _) -> {
            billed.anthropic.then(Scenario.json("{\"input_tokens\":7}"));
            gateway.post("/v1/messages/count_tokens", BilledGateway.ask(name, false));
            billed.anthropic.reset();
          });
    }
  }

  private void embedded(String name, String provider, Scenario scenario, String charges) {
    billed.add(
        name,
        List.of(provider),
        charges,
        (gateway, _) -> {
          billed.upstream(provider).then(scenario);
          gateway.post(EMBEDDINGS, "{\"model\":\"" + name + "\",\"input\":[\"hello\",[1,2,3]]}");
        });
  }

  private void embedded() {
    String vectors = "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[2]}]";
    embedded(
        "embed",
        "openai",
        Scenario.json(vectors + ",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}"),
        "1 openai 7/0 report success");
    embedded(
        "embed-no-report", "openai", Scenario.json(vectors + "}"), "1 openai 5/0 estimate success");
    embedded("embed-refused", "openai", Scenario.json(429, OPENAI.error(429, "slow")), "");
    billed.add(
        "embed-nowhere",
        List.of("anthropic"),
        "",
        (gateway, _) ->
            gateway.post(EMBEDDINGS, "{\"model\":\"embed-nowhere\",\"input\":\"hello\"}"));
    billed.add(
        "embed-simulated",
        List.of("simulated"),
        "1 simulated 2/0 report success",
        (gateway, _) ->
            gateway.post(EMBEDDINGS, "{\"model\":\"embed-simulated\",\"input\":\"hello there\"}"));
  }

  private void forwarded() {
    forwarded(
        "complete",
        "/v1/completions",
        Scenario.json(
            "{\"choices\":[{\"text\":\"x\"}],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":3}}"),
        "1 openai 4/3 report success");
    forwarded(
        "draw",
        "/v1/images/generations",
        Scenario.json("{\"data\":[],\"usage\":{\"input_tokens\":5,\"output_tokens\":9}}"),
        "1 openai 5/9 report success");
    forwarded(
        "rank",
        "/v1/rerank",
        Scenario.json("{\"results\":[],\"usage\":{\"total_tokens\":6}}"),
        "1 openai 6/0 report success");
    forwarded("moderate", "/v1/moderations", Scenario.json("{\"results\":[]}"), "");
    forwarded(
        "speak",
        "/v1/audio/speech",
        Scenario.body(200, "audio/mpeg", new byte[] {(byte) 0xFF, 0, 1}),
        "");
    forwarded(
        "compact",
        COMPACT,
        Scenario.json("{\"output\":[],\"usage\":{\"input_tokens\":8,\"output_tokens\":2}}"),
        "1 responses 8/2 report success");
  }

  private void forwarded(String name, String path, Scenario scenario, String charges) {
    String provider = path.equals(COMPACT) ? "responses" : "openai";
    billed.add(
        name,
        List.of(provider),
        charges,
        (gateway, _) -> {
          billed.upstream(provider).then(scenario);
          gateway.post(path, "{\"model\":\"" + name + "\",\"input\":\"hello\"}");
        });
  }

  private void embeddedElsewhere() {
    billed.addOf(
        "embed-titan",
        "bedrock",
        "amazon.titan-embed-text-v2:0",
        "1 bedrock 6/0 report success",
        (gateway, _) -> {
          for (int i = 0; i < 2; i++) {
            billed.bedrock.then(Scenario.json("{\"embedding\":[1],\"inputTextTokenCount\":3}"));
          }
          gateway.post(EMBEDDINGS, "{\"model\":\"embed-titan\",\"input\":[\"hello\",\"you\"]}");
        });
    billed.addOf(
        "embed-gemini",
        "gemini",
        "gemini-embedding-001",
        "1 gemini 2/0 estimate success",
        (gateway, _) -> {
          billed.gemini.then(Scenario.json("{\"embeddings\":[{\"values\":[1]}]}"));
          gateway.post(EMBEDDINGS, "{\"model\":\"embed-gemini\",\"input\":\"hello\"}");
        });
    billed.addOf(
        "embed-gemini-own",
        "gemini",
        "gemini-embedding-2",
        "1 gemini 4/0 report success",
        (gateway, _) -> {
          billed.gemini.then(
              Scenario.json(
                  "{\"embedding\":{\"values\":[1]},\"usageMetadata\":{\"promptTokenCount\":4}}"));
          gateway.post(
              GEMINI_EMBEDDINGS.getFirst().replace("{model}", "embed-gemini-own"),
              "{\"content\":{\"parts\":[{\"text\":\"hello\"}]}}");
        });
  }

  @Test
  void everyAttemptIsChargedForWhatItUsedAndNothingElse() throws Exception {
    // Given
    answered();
    withoutReport();
    failed();
    failedOver();
    counted();
    embedded();
    embeddedElsewhere();
    forwarded();

    // When
    BilledGateway.Outcome outcome = billed.runAll();

    // Then
    outcome.assertThatAllIsCharged();
  }

  @Test
  void everyEndpointThatIsBilledIsWalked() {
    // When
    List<String> billed =
        Protocols.all().stream()
            .flatMap(protocol -> protocol.endpoints().stream())
            .filter(endpoint -> endpoint.operation() != Operation.COUNT_TOKENS)
            .map(Endpoint::path)
            .toList();

    // Then
    List<String> walked = new ArrayList<>(List.of(MESSAGES, CHAT, RESPONSES, EMBEDDINGS));
    walked.addAll(GEMINI);
    walked.addAll(GEMINI_EMBEDDINGS);
    walked.addAll(FORWARDED);
    assertThat(billed).containsExactlyInAnyOrderElementsOf(walked);
  }
}
