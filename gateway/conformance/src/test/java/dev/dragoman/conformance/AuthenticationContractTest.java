package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Failure;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may ask. Clients mix the header forms, so every route takes every form. */
@ExtendWith(PlaygroundExtension.class)
class AuthenticationContractTest {
  private static final String WRONG_KEY = "wrong-key-Jq81TzNd";

  /** A route and a header form; the key follows the prefix. */
  record Door(ClientKind client, String header, String prefix) {}

  static final List<Door> DOORS =
      Stream.of(ClientKind.values())
          .flatMap(client ->
              Stream.of(
                  new Door(client, "x-api-key", ""),
                  new Door(client, "authorization", "Bearer "),
                  new Door(client, "api-key", ""),
                  new Door(client, "x-goog-api-key", "")))
          .toList();

  @ParameterizedTest
  @FieldSource("DOORS")
  void everyHeaderFormOpensEveryRoute(Door door, Playground playground) throws Exception {
    // Given
    UpstreamKind upstream = UpstreamKind.ANTHROPIC;
    playground
        .upstream(upstream)
        .then(Scenario.json(upstream.wire().whole(upstream.model(), ScriptedTurn.saying("Hi."))));

    // When
    HttpResponse<String> answer = knock(door, playground, Playground.CLIENT_KEY);

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    upstream.accepts(playground.upstream(upstream).take());
  }

  @ParameterizedTest
  @FieldSource("DOORS")
  void aWrongKeyOpensNone(Door door, Playground playground) throws Exception {
    // When
    HttpResponse<String> answer = knock(door, playground, WRONG_KEY);

    // Then
    refused(door.client(), answer);
    assertThat(playground.upstream(UpstreamKind.ANTHROPIC).exchanges()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noKeyOpensNone(ClientKind client, Playground playground) throws Exception {
    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .postAnonymously(
                client.path(UpstreamKind.OPENAI.publicModel(), true),
                client.request(UpstreamKind.OPENAI.publicModel(), true));

    // Then
    refused(client, answer);
  }

  @ParameterizedTest
  @EnumSource
  void theSdkRaisesItsOwnException(Pair pair, Playground playground) {
    // When
    Failure failure;
    try (ClientUnderTest client =
        pair.client().connect(playground.gateway().clients(), WRONG_KEY)) {
      failure = client.failureOf(client.ask(pair.question("Hello."))::stream);
    }

    // Then
    assertThat(failure.exception()).isEqualTo("UnauthorizedException");
    assertThat(failure.status()).isEqualTo(401);
  }

  private static HttpResponse<String> knock(Door door, Playground playground, String key)
      throws Exception {
    return playground
        .raw()
        .postAnonymously(
            door.client().path(UpstreamKind.ANTHROPIC.publicModel(), false),
            door.client().request(UpstreamKind.ANTHROPIC.publicModel(), false),
            door.header(),
            door.prefix() + key);
  }

  private static void refused(ClientKind client, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    ErrorBodies.isOf(client, answer, "authentication_error", "invalid_api_key");
  }
}
