package dev.dragoman.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedUpstreamTest {
  private static final OpenAiWire WIRE = new OpenAiWire();
  private static final ScriptedTurn TURN = ScriptedTurn.saying("Good ", "morning, Zoë.");

  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.shutdownNow();
    upstream.close();
  }

  @Test
  void whatCameIsKept() throws Exception {
    // Given
    upstream.then(Scenario.json(WIRE.whole("m", TURN)));

    // When
    client.send(
        request("/v1/chat/completions?beta=true", "{\"model\":\"m\"}"),
        HttpResponse.BodyHandlers.ofString());

    // Then
    ScriptedExchange exchange = upstream.take();
    assertThat(exchange.method()).isEqualTo("POST");
    assertThat(exchange.target()).isEqualTo("/v1/chat/completions?beta=true");
    assertThat(exchange.headers().first("x-probe")).isEqualTo("7");
    assertThat(exchange.bodyText()).isEqualTo("{\"model\":\"m\"}");
    assertThat(exchange.awaitEnding()).isEqualTo(ScriptedExchange.Ending.ANSWERED);
  }

  @Test
  void aModelHasItsOwnAnswerAndTheQueueServesTheRest() throws Exception {
    // Given
    upstream.then(Scenario.json(200, utf8("1"))).then(Scenario.json(200, utf8("2")));
    upstream.whenModel("slow", Scenario.json(429, WIRE.error(429, "wait")));

    // When
    List<String> answers =
        List.of(post("a").body(), post("slow").body(), post("b").body(), post("c").body());

    // Then
    assertThat(answers.get(0)).isEqualTo("1");
    assertThat(answers.get(1)).contains("rate_limit_exceeded");
    assertThat(answers.get(2)).isEqualTo("2");
    assertThat(answers.get(3)).contains("no answer left");
  }

  @Test
  void aPacedStreamComesWhole() throws Exception {
    // Given
    List<byte[]> frames = WIRE.stream("m", TURN);
    upstream.then(Scenario.stream(frames).pausing(Duration.ofMillis(2)));

    // When
    HttpResponse<String> answer = post("m");

    // Then
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
    assertThat(answer.body()).isEqualTo(joined(frames));
  }

  @Test
  void bytesMayComeOneByOne() throws Exception {
    // Given
    List<byte[]> frames = WIRE.stream("m", TURN);
    upstream.then(Scenario.stream(frames).byteAtATime());

    // When
    HttpResponse<String> answer = post("m");

    // Then
    assertThat(answer.body()).isEqualTo(joined(frames));
  }

  @Test
  void anErrorKeepsItsStatusAndHeaders() throws Exception {
    // Given
    upstream.then(Scenario.json(429, WIRE.error(429, "wait")).with("retry-after", "3"));

    // When
    HttpResponse<String> answer = post("m");

    // Then
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("3");
  }

  @Test
  void aGzippedAnswerUnpacksToTheBody() throws Exception {
    // Given
    byte[] whole = WIRE.whole("m", TURN);
    upstream.then(Scenario.gzippedJson(200, whole));

    // When
    HttpResponse<byte[]> answer =
        client.send(request("/", "{}"), HttpResponse.BodyHandlers.ofByteArray());

    // Then
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(whole);
    }
  }

  @Test
  void aDroppedStreamFailsInTheClient() throws Exception {
    // Given
    List<byte[]> frames = WIRE.stream("m", TURN);
    upstream.then(Scenario.stream(frames.subList(0, 2)).droppingInside(frames.get(2)));

    // When
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request("/", "{}"), HttpResponse.BodyHandlers.ofString());

    // Then
    assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
    assertThat(upstream.take().awaitEnding()).isEqualTo(ScriptedExchange.Ending.DROPPED);
  }

  @Test
  void aTruncatedBodyFailsInTheClient() {
    // Given
    upstream.then(Scenario.truncatedJson(WIRE.whole("m", TURN)));

    // Then
    assertThatThrownBy(() -> post("m")).isInstanceOf(IOException.class);
  }

  @Test
  void aClientThatLeavesASilentServerIsNoticed() throws Exception {
    // Given
    upstream.then(Scenario.silence());
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request("/", "{}"), HttpResponse.BodyHandlers.ofString());
    ScriptedExchange exchange = upstream.take();

    // When
    answer.cancel(true);

    // Then
    assertThat(exchange.awaitEnding()).isEqualTo(ScriptedExchange.Ending.CLIENT_LEFT);
  }

  @Test
  void aClientThatLeavesAStreamIsNoticed() throws Exception {
    // Given
    upstream.then(Scenario.stream(WIRE.opening("m", TURN)).hanging());
    HttpResponse<InputStream> answer =
        client.send(request("/", "{}"), HttpResponse.BodyHandlers.ofInputStream());

    // When
    answer.body().close();

    // Then
    assertThat(upstream.take().awaitEnding()).isEqualTo(ScriptedExchange.Ending.CLIENT_LEFT);
  }

  @Test
  void aGateHoldsTheRestOfAStream() throws Exception {
    // Given
    CompletableFuture<Void> gate = new CompletableFuture<>();
    List<byte[]> opening = WIRE.opening("m", TURN);
    List<byte[]> ending = WIRE.ending("m", TURN);
    upstream.then(Scenario.stream(opening).waiting(gate).sending(ending));
    HttpResponse<InputStream> answer =
        client.send(request("/", "{}"), HttpResponse.BodyHandlers.ofInputStream());
    byte[] first =
        answer.body().readNBytes(joined(opening).getBytes(StandardCharsets.UTF_8).length);

    // When
    gate.complete(null);

    // Then
    assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo(joined(opening));
    assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(joined(ending));
  }

  private HttpResponse<String> post(String model) throws IOException, InterruptedException {
    return client.send(
        request(WIRE.path(), "{\"model\":\"" + model + "\"}"),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(upstream.url().resolve(path))
        .version(HttpClient.Version.HTTP_1_1)
        .header("x-probe", "7")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String joined(List<byte[]> frames) {
    StringBuilder all = new StringBuilder();
    frames.forEach(frame -> all.append(new String(frame, StandardCharsets.UTF_8)));
    return all.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
