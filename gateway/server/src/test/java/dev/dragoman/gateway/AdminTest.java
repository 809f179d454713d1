package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dragoman.contract.KeyText;
import dev.dragoman.gateway.AdminClient.Answer;
import dev.dragoman.store.key.KeyItem;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The admin API on the management port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminTest {
  private final TestGateway gateway =
      TestGateway.serving().simulated("chat").master(AdminClient.MASTER).start();
  private final AdminClient admin = new AdminClient(gateway);

  @AfterAll
  void stop() {
    gateway.close();
  }

  private KeyItem stored(String keyId) {
    return gateway.store().keys().find("test", keyId).join().orElseThrow();
  }

  @Test
  void aKeyIsShownOnceAndItsDigestAloneIsKept() throws Exception {
    // When
    Answer made = admin.create("{\"name\":\"shown-once\"}");

    // Then
    String text = made.text("/text");
    String keyId = made.text("/key/keyId");
    assertThat(KeyText.isKeyText(text)).isTrue();
    assertThat(KeyText.keyIdOf(text)).isEqualTo(keyId);
    assertThat(stored(keyId).entry().digests())
        .singleElement()
        .satisfies(digest -> assertThat(digest.sha256()).isEqualTo(KeyText.digestOf(text)));
    assertThat(admin.get("/admin/v1/keys/" + keyId).raw().body())
        .contains("\"name\":\"default/shown-once\"", "\"source\":\"Admin\"")
        .doesNotContain(text, KeyText.digestOf(text));
  }

  @Test
  void whatBoundsAKeyIsKeptAndReported() throws Exception {
    // When
    Answer made =
        admin.create(
            """
            {"name":"team-a/bounded","expiresAt":"2999-01-01T00:00:00Z","models":["gpt-*"],
             "owner":{"team":"research"},"limits":[{"kind":"RequestsPerMinute","max":60}],
             "budgets":[{"name":"monthly","period":"Month","cost":{"amount":"12.5","currency":"USD"}},
                        {"name":"daily","period":"Day","tokens":1000,"onExceeded":"Warn"}]}
            """);

    // Then
    assertThat(made.text("/key/team")).isEqualTo("research");
    assertThat(made.text("/key/limits/0/limit/kind")).isEqualTo("RequestsPerMinute");
    assertThat(made.text("/key/budgets/0/limit")).isEqualTo("12.5");
    assertThat(made.text("/key/budgets/0/remaining")).isEqualTo("12.5");
    assertThat(made.text("/key/budgets/1/onExceeded")).isEqualTo("Warn");
    assertThat(made.body().at("/key/budgets/1/percent").asInt()).isZero();
    assertThat(made.text("/key/asOf")).isNotEmpty();
  }

  @Test
  void aKeyIsSuspendedResumedAndRevokedForGood() throws Exception {
    // Given
    String key = "/admin/v1/keys/" + admin.create("{\"name\":\"states\"}").text("/key/keyId");

    // Then
    assertThat(admin.post(key + "/suspend", "").text("/state")).isEqualTo("Suspended");
    assertThat(admin.post(key + "/resume", "").text("/state")).isEqualTo("Active");
    assertThat(admin.post(key + "/revoke", "").text("/state")).isEqualTo("Revoked");
    Answer resumed = admin.post(key + "/resume", "");
    assertThat(resumed.status()).isEqualTo(409);
    assertThat(resumed.text("/error/message"))
        .isEqualTo("the key has been revoked, which is final");
  }

  @Test
  void aChangeThatChangesNothingIsNoNewGeneration() throws Exception {
    // Given
    String keyId = admin.create("{\"name\":\"same\"}").text("/key/keyId");

    // When
    admin.post("/admin/v1/keys/" + keyId + "/resume", "");

    // Then
    assertThat(stored(keyId).generation()).isEqualTo(1);
  }

  @Test
  void theOldTextOfARotatedKeyStaysValidForTheOverlap() throws Exception {
    // Given
    Answer made = admin.create("{\"name\":\"rotated\"}");
    String keyId = made.text("/key/keyId");

    // When
    Answer rotated = admin.post("/admin/v1/keys/" + keyId + "/rotate", "{\"overlap\":\"PT1H\"}");

    // Then
    assertThat(rotated.text("/key/keyId")).isEqualTo(keyId);
    assertThat(rotated.text("/text")).isNotEqualTo(made.text("/text"));
    KeyItem item = stored(keyId);
    assertThat(item.entry().digests())
        .extracting(digest -> digest.sha256())
        .containsExactly(
            KeyText.digestOf(made.text("/text")), KeyText.digestOf(rotated.text("/text")));
    assertThat(item.entry().digests().getFirst().notAfter())
        .isEqualTo(item.changedAt().plusSeconds(3600));
  }

  @Test
  void withoutAnOverlapTheOldTextIsGone() throws Exception {
    // Given
    String keyId = admin.create("{\"name\":\"rotated-at-once\"}").text("/key/keyId");

    // When
    Answer rotated = admin.post("/admin/v1/keys/" + keyId + "/rotate", "");

    // Then
    assertThat(stored(keyId).entry().digests())
        .extracting(digest -> digest.sha256())
        .containsExactly(KeyText.digestOf(rotated.text("/text")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"suspend", "resume", "revoke", "rotate"})
  void aKeyOfAManifestIsEditedInItsManifest(String verb) throws Exception {
    // When
    Answer answer =
        admin.post("/admin/v1/keys/" + KeyText.keyIdOf(TestGateway.KEY) + "/" + verb, "");

    // Then
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("/error/message"))
        .isEqualTo("this key is written by the manifest of ApiKey default/test; edit it there");
  }

  @Test
  void aNameThatIsTakenIsRefused() throws Exception {
    // Given
    admin.create("{\"name\":\"taken\"}");

    // Then
    assertThat(admin.post("/admin/v1/keys", "{\"name\":\"default/taken\"}").status())
        .isEqualTo(409);
    assertThat(admin.post("/admin/v1/keys", "{\"name\":\"default/test\"}").status())
        .as("that of a manifest")
        .isEqualTo(409);
  }

  @Test
  void allKeysComeInPages() throws Exception {
    // Given
    for (int i = 0; i < 3; i++) {
      admin.create("{\"name\":\"pages/key-" + i + "\"}");
    }

    // When
    List<String> names = new ArrayList<>();
    String next = "pages/";
    while (!next.isEmpty()) {
      Answer page = admin.get("/admin/v1/keys?limit=2&after=" + next);
      page.body().at("/keys").forEach(key -> names.add(key.get("name").asString()));
      assertThat(page.body().at("/keys").size()).isLessThanOrEqualTo(2);
      next = page.text("/next");
    }

    // Then
    assertThat(names).contains("pages/key-0", "pages/key-1", "pages/key-2").isSorted();
    assertThat(admin.get("/admin/v1/keys?limit=500").raw().body())
        .contains("\"name\":\"default/test\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"UPPER\"}|name must be lower-case letters",
        "{}|name: missing",
        "{\"name\":\"a\",\"colour\":1}|colour: unknown field",
        "{\"name\":\"a\",\"expiresAt\":\"2001-01-01T00:00:00Z\"}|expiresAt: lies in the past",
        "{\"name\":\"a\",\"limits\":[{\"kind\":\"X\",\"max\":1}]}|limits[0]",
        "{\"name\":\"a\",\"budgets\":[{\"name\":\"b\",\"period\":\"Day\"}]}|a budget has tokens",
        "not json|not well-formed JSON"
      })
  void aFieldThatIsWrongIsNamed(String body, String message) throws Exception {
    // When
    Answer answer = admin.post("/admin/v1/keys", body);

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/error/message")).contains(message);
    assertThat(answer.text("/error/requestId"))
        .isEqualTo(answer.raw().headers().firstValue("x-dragoman-request-id").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "/admin/v1/usage?from=yesterday,from: not a day",
    "/admin/v1/usage?from=2026-02-02&to=2026-02-01,from: must not be after to",
    "/admin/v1/usage?by=colour,by: must be one of",
    "/admin/v1/usage?colour=red,colour: unknown parameter",
    "/admin/v1/keys?limit=0,limit: must be a whole number"
  })
  void aParameterThatIsWrongIsNamed(String path, String message) throws Exception {
    // When
    Answer answer = admin.get(path);

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/error/message")).startsWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "Bearer another-key-of-tests", "Bearer test-key"})
  void nothingIsToldWithoutTheMasterKey(String authorization) throws Exception {
    // Given
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.managementUri("/admin/v1/keys"));
    if (!authorization.isEmpty()) {
      request.header("authorization", authorization);
    }

    // When
    Answer answer = admin.send(request.build());

    // Then
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().propertyNames()).containsExactly("error");
  }

  @Test
  void aBodyIsBounded() throws Exception {
    assertThat(admin.post("/admin/v1/keys", "x".repeat(70_000)).status()).isEqualTo(413);
  }

  @Test
  void whatIsNotThereSaysWhatIs() throws Exception {
    // When
    Answer answer = admin.get("/admin/v1/nothing");

    // Then
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("/error/message")).contains("POST /admin/v1/keys");
    assertThat(admin.get("/admin/v1/keys/aaaaaaaaaaaa").text("/error/message"))
        .isEqualTo("there is no key of the id aaaaaaaaaaaa");
  }

  @Test
  void eachPortServesItsOwnPathsAlone() throws Exception {
    // Then
    assertThat(statusOf(HttpRequest.newBuilder(gateway.managementUri("/v1/models"))))
        .isEqualTo(404);
    assertThat(
            statusOf(
                HttpRequest.newBuilder(gateway.uri("/admin/v1/keys"))
                    .header("authorization", "Bearer " + AdminClient.MASTER)))
        .isEqualTo(404);
  }

  private int statusOf(HttpRequest.Builder request) throws IOException, InterruptedException {
    return gateway.send(request.build()).statusCode();
  }

  @Test
  void eachChangeIsNotedWithoutSecrets() throws Exception {
    // Given
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger audit = (Logger) LoggerFactory.getLogger("dragoman.audit");
    audit.addAppender(lines);

    // When
    Answer made = admin.create("{\"name\":\"noted\"}");
    String keyId = made.text("/key/keyId");
    admin.get("/admin/v1/keys/" + keyId);
    admin.post("/admin/v1/keys/" + keyId + "/suspend", "");
    audit.detachAppender(lines);

    // Then
    List<String> said =
        lines.list.stream().map(line -> line.getKeyValuePairs().toString()).toList();
    assertThat(said).hasSize(2);
    assertThat(said.getFirst()).contains("createKey", keyId, "default/noted", "master");
    assertThat(said.getLast()).contains("suspendKey", keyId);
    assertThat(said.toString()).doesNotContain(made.text("/text"), AdminClient.MASTER);
  }
}
