package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.testkit.GoogleKey;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Secrets are planted wherever one may stand, traffic of all kinds runs, all output is searched.
 */
@ExtendWith(PlaygroundExtension.class)
class SecretsContractTest {
  private static final String PRESENTED = "sk-presented-but-wrong-5TgHy7UjKi";
  private static final String QUERY = "AIzaQueryKey-3EdC4RfV5TgB";
  private static final String TOLD = "sk-ant-api03-told-by-the-upstream-0OkM9IjN8UhB7Yg";

  private final List<String> seen = new ArrayList<>();

  /** nyroway/nyro#68, orbit#490. */
  @Test
  @Tag("pitfall-123")
  @Tag("pitfall-124")
  void noSecretIsInAnyOutput(Playground playground) throws Exception {
    // Given
    List<String> secrets = new ArrayList<>(List.of(PRESENTED, QUERY, TOLD, Playground.CLIENT_KEY));
    for (UpstreamKind kind : UpstreamKind.values()) {
      secrets.add(kind.providerKey());
    }
    secrets.add(GoogleKey.privateKey().substring(40, 100));

    // When
    for (Pair pair : Pair.values()) {
      serve(pair, playground);
      refuse(pair, playground);
      breakStream(pair, playground);
      present(pair, playground);
    }
    seen.add(
        new RawClient(playground.gateway().management(), "").getAnonymously("/metrics").body());
    seen.addAll(playground.gateway().printed());

    // Then
    String everything = String.join("\n", seen);
    for (String secret : secrets) {
      assertThat(everything).doesNotContain(secret);
    }
    for (UpstreamKind kind : UpstreamKind.values()) {
      assertThat(everything).doesNotContain(":" + playground.upstream(kind).port() + "/");
    }
  }

  private void serve(Pair pair, Playground playground) throws Exception {
    UpstreamKind upstream = pair.upstream();
    ScriptedTurn turn = ScriptedTurn.saying("Hi.");
    playground
        .upstream(upstream)
        .then(
            Scenario.json(upstream.wire().whole(upstream.model(), turn))
                .with("set-cookie", "session=" + TOLD)
                .with("x-amzn-trace", TOLD));
    ask(pair, playground, upstream.publicModel(), "?key=" + QUERY);
  }

  private void refuse(Pair pair, Playground playground) throws Exception {
    ScriptedUpstream upstream = playground.upstream(pair.upstream());
    for (int status : List.of(400, 401, 403, 404, 429, 500, 503)) {
      byte[] body =
          pair.upstream()
              .wire()
              .error(status, "key " + TOLD + " at https://api.internal/v1?key=" + TOLD);
      upstream.then(Scenario.json(status, body));
      ask(pair, playground, pair.upstream().publicModel(), "");
    }
    ask(pair, playground, "unreachable-" + pair.upstream().id(), "");
  }

  private void breakStream(Pair pair, Playground playground) throws Exception {
    UpstreamKind upstream = pair.upstream();
    playground
        .upstream(upstream)
        .then(
            Scenario.stream(upstream.wire().opening(upstream.model(), ScriptedTurn.saying("Hi.")))
                .sending(upstream.wire().errorFrame("refused for key " + TOLD)));
    HttpResponse<String> answer =
        playground
            .raw()
            .post(
                pair.client().path(upstream.publicModel(), true),
                pair.client().request(upstream.publicModel(), true));
    note(answer);
  }

  private void present(Pair pair, Playground playground) throws Exception {
    String request = pair.client().request(pair.upstream().publicModel(), false);
    String path = pair.client().path(pair.upstream().publicModel(), false);
    for (String header : List.of("x-api-key", "api-key", "x-goog-api-key")) {
      note(playground.raw().postAnonymously(path, request, header, PRESENTED));
    }
    note(playground.raw().postAnonymously(path, request, "authorization", "Bearer " + PRESENTED));
    note(playground.raw().postAnonymously(path + "?key=" + QUERY, request));
    note(playground.raw().postAnonymously("/v1/nowhere/" + "?key=" + QUERY, request));
  }

  private void ask(Pair pair, Playground playground, String model, String query) throws Exception {
    String path = pair.client().path(model, false) + query;
    note(playground.raw().post(path, pair.client().request(model, false)));
  }

  private void note(HttpResponse<String> answer) {
    seen.add(answer.statusCode() + " " + answer.headers().map() + "\n" + answer.body());
  }
}
