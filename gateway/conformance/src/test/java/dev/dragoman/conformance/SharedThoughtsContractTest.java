package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.conformance.gateway.StoredFleet;
import dev.dragoman.conformance.loop.ThinkingUpstream;
import dev.dragoman.conformance.loop.Turn;
import dev.dragoman.conformance.loop.Turn.Signed;
import dev.dragoman.store.dynamo.DynamoStore;
import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes with nothing in common but DynamoDB and a client that brings back its calls alone:
 * a model gets its thoughts from whichever process serves it (design.md 3.5), and a store that does
 * not answer holds no request up.
 */
class SharedThoughtsContractTest {
  private static final String KEY = "client-key-of-the-fleet-9dK2mV4xQe";
  private static final ThinkingUpstream MODEL = ThinkingUpstream.DEEPSEEK;
  private static final Turn FIRST = turn("First é", "call_of_turn_1");
  private static final Turn SECOND = turn("Then", "call_of_turn_2");
  private static final Turn THIRD = turn("At last", "call_of_turn_3");
  private static final Pattern LATE =
      Pattern.compile("dragoman_gateway_thought_lookups_total\\{outcome=\"late\"} 1\\b");

  @AutoClose private final ScriptedUpstream upstream = ScriptedUpstream.start();
  @AutoClose private final StoredFleet fleet;
  private final Manifests manifests;

  SharedThoughtsContractTest(@TempDir Path home) throws InterruptedException {
    fleet = StoredFleet.open(home);
    manifests = fleet.manifests().secret("caller", KEY).key("caller");
    MODEL.describe(manifests, upstream.url());
  }

  private static Turn turn(String thought, String call) {
    return new Turn(List.of(new Signed(thought, "")), "Let me look.", call);
  }

  /** What the model is asked when a process is given a history of these turns. */
  private String sent(GatewayProcess process, Turn answer, Turn... history) throws Exception {
    upstream.then(MODEL.answer(answer, false));
    StringBuilder turns = new StringBuilder("{\"role\":\"user\",\"content\":\"Time?\"}");
    for (Turn turn : history) {
      turns.append(
          """
          ,{"role":"assistant","content":"Let me look.","tool_calls":[{"id":"%1$s",
            "type":"function","function":{"name":"clock","arguments":"{}"}}]}
          ,{"role":"tool","tool_call_id":"%1$s","content":"noon"}
          """
              .formatted(turn.id()));
    }
    String body =
        """
        {"model":"%s","tools":[{"type":"function","function":{"name":"clock","parameters":{}}}],
         "messages":[%s]}
        """
            .formatted(MODEL.publicModel(), turns);
    HttpResponse<String> reply =
        new RawClient(process.clients(), KEY).post("/v1/chat/completions", body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return upstream.take().bodyText();
  }

  /** Waits for what is written behind an answer. */
  private void awaitKept(Turn turn) {
    ThoughtId id = new ThoughtId("default/main", "default/caller", turn.id());
    try (DynamoStore store = DynamoStore.open(fleet.tables())) {
      while (store.thoughts().recall(List.of(id)).join().isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  @Tag("pitfall-75")
  void aLoopGoesOnAtAnotherProcessAndAlsoWhileTheStoreDoesNotAnswer() throws Exception {
    // Given
    GatewayProcess one = fleet.start(manifests);
    GatewayProcess other = fleet.start(manifests);
    sent(one, FIRST);
    awaitKept(FIRST);
    String second = sent(other, SECOND, FIRST);
    awaitKept(SECOND);
    String third = sent(one, THIRD, FIRST, SECOND);
    awaitKept(THIRD);

    // When
    fleet.freeze();
    String frozen = sent(other, FIRST, FIRST, SECOND, THIRD);
    String late = new RawClient(other.management(), KEY).get("/metrics").body();

    // Then: each process recalls what the other saw; frozen, what it saw itself
    assertThat(second).contains(MODEL.thoughts(FIRST));
    assertThat(third).contains(MODEL.thoughts(FIRST)).contains(MODEL.thoughts(SECOND));
    assertThat(frozen)
        .contains(MODEL.thoughts(FIRST))
        .contains(MODEL.thoughts(SECOND))
        .doesNotContain("At last");
    assertThat(late).containsPattern(LATE);
  }
}
