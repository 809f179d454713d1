package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.BedrockWire;
import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedExchange.Ending;
import dev.dragoman.testkit.ScriptedTurn;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is charged when a client leaves: by what its upstream does, and bills, without it. */
class LeavingBillingTest {
  private static final ScriptedTurn TURN = ScriptedTurn.saying("hel", "lo");
  private static final AnthropicWire ANTHROPIC = new AnthropicWire();
  private static final GeminiWire GEMINI = new GeminiWire();

  private final BilledGateway billed = new BilledGateway();

  private void hungUp() {
    leaves(
        "left-start",
        true,
        "openai",
        new Left(Scenario.silence(), null),
        "1 openai 6/0 estimate cancelled");
    leaves(
        "left-whole",
        false,
        "anthropic",
        new Left(Scenario.silence(), null),
        "1 anthropic 6/0 estimate cancelled");
    leaves(
        "left-middle",
        true,
        "anthropic",
        new Left(Scenario.stream(ANTHROPIC.opening("m1", TURN)).hanging(), "\"lo\""),
        "1 anthropic 11/2 estimate cancelled");
  }

  private void drained() {
    CompletableFuture<Void> google = new CompletableFuture<>();
    drains(
        "drained-google",
        "gemini",
        true,
        new Left(
            Scenario.stream(GEMINI.opening("m1", TURN))
                .waiting(google)
                .sending(GEMINI.ending("m1", TURN)),
            "\"lo\""),
        google);
    CompletableFuture<Void> stream = new CompletableFuture<>();
    drains(
        "drained-s",
        "bedrock",
        true,
        new Left(
            Scenario.eventStream(BedrockWire.opening(TURN))
                .waiting(stream)
                .sending(BedrockWire.ending(TURN)),
            "\"lo\""),
        stream);
    CompletableFuture<Void> whole = new CompletableFuture<>();
    Scenario.Answer json = Scenario.json(BedrockWire.whole(TURN));
    drains(
        "drained-whole",
        "bedrock",
        false,
        new Left(
            new Scenario.Answer(200, json.headers(), List.of())
                .waiting(whole)
                .sending(BedrockWire.whole(TURN)),
            null),
        whole);
    CompletableFuture<Void> endless = new CompletableFuture<>();
    byte[] long300 = BedrockWire.delta(0, "{\"text\":\"" + "x".repeat(300 * 1024) + "\"}");
    billed.add(
        "drained-too-long",
        List.of("bedrock"),
        "1 bedrock 6/87773 estimate cancelled",
        (gateway, lines) -> {
          ScriptedExchange seen =
              leave(
                  "drained-too-long",
                  true,
                  "bedrock",
                  new Left(
                      Scenario.eventStream(BedrockWire.opening(TURN))
                          .waiting(endless)
                          .sending(long300)
                          .hanging(),
                      "\"lo\""),
                  gateway,
                  lines);
          endless.complete(null);
          assertThat(seen.awaitEnding()).isEqualTo(Ending.CLIENT_LEFT);
        });
  }

  /**
   * A client that leaves.
   *
   * @param after text that it waits for, null for one that leaves when the upstream is called
   */
  private record Left(Scenario scenario, @Nullable String after) {}

  private void leaves(String name, boolean stream, String provider, Left left, String charges) {
    billed.add(
        name,
        List.of(provider),
        charges,
        (gateway, lines) ->
            assertThat(leave(name, stream, provider, left, gateway, lines).awaitEnding())
                .isEqualTo(Ending.CLIENT_LEFT));
  }

  private void drains(
      String name, String provider, boolean stream, Left left, CompletableFuture<Void> gate) {
    billed.add(
        name,
        List.of(provider),
        "1 " + provider + " 11/2 drain cancelled",
        (gateway, lines) -> {
          ScriptedExchange seen = leave(name, stream, provider, left, gateway, lines);
          gate.complete(null);
          assertThat(seen.awaitEnding()).isEqualTo(Ending.ANSWERED);
        });
  }

  private ScriptedExchange leave(
      String name,
      boolean stream,
      String provider,
      Left left,
      TestGateway gateway,
      AccessLines lines)
      throws Exception {
    billed.upstream(provider).reset();
    billed.upstream(provider).then(left.scenario());
    ScriptedExchange seen;
    try (LeavingClient client = LeavingClient.post(gateway, BilledGateway.ask(name, stream))) {
      seen = billed.upstream(provider).take();
      if (left.after() != null) {
        client.awaitText(left.after());
      }
      client.leave();
    }
    lines.with("route", name);
    return seen;
  }

  @Test
  void whatWasUsedBeforeAndAfterIsChargedOnce() throws Exception {
    // Given
    hungUp();
    drained();

    // When
    BilledGateway.Outcome outcome = billed.runAll();

    // Then
    outcome.assertThatAllIsCharged();
  }
}
