package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.RefusingPort;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedExchange.Ending;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an exchange when one of its sides fails (protocols.md 3.9 and 4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
  private static final String FIRST =
      "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"par\"}}]}\n\n";
  private static final TimeoutsEntry SHORT =
      new TimeoutsEntry(
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofSeconds(1));

  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final RefusingPort closed = RefusingPort.take();
  private final TestGateway gateway =
      TestGateway.serving()
          .keepAlive(Duration.ofMillis(200))
          .provider("gpt", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-o")
          .provider("closed", ProtocolName.OpenAIChat, closed.url() + "/v1", "s-o")
          .provider("metadata", ProtocolName.OpenAIChat, "http://169.254.169.254/v1", "s-o")
          .route("gpt", null, "gpt")
          .route("closed", null, "closed")
          .route("metadata", null, "metadata")
          .timeouts(SHORT)
          .route("gpt", null, "hurried")
          .start();

  @BeforeEach
  void freshScript() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    gateway.close();
    upstream.close();
    closed.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String messages(String model, boolean stream) {
    return ("{\"model\":\"%s\",\"max_tokens\":100,\"stream\":%s,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
        .formatted(model, stream);
  }

  private static String chat(String model) {
    return ("{\"model\":\"%s\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
        .formatted(model);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1beta/models/he%zzllo:generateContent, 404, the model \\\"he%zzllo\\\" is not served here",
    "/v1beta/models/nobody:generateContent?key=%zz, 404, the model \\\"nobody\\\" is not served here",
    "/v1/{chat}, 404, there is nothing at this path"
  })
  void aTargetThatIsNoAddressIsAnsweredInWords(String target, int status, String problem)
      throws Exception {
    // Given
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      String request =
          "POST "
              + target
              + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
              + TestGateway.KEY
              + "\r\nContent-Length: 2\r\n\r\n{}";

      // When
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      // Then
      assertThat(answer).startsWith("HTTP/1.1 " + status).contains(problem);
    }
  }

  @Test
  @Tag("pitfall-141")
  void aClientThatLeavesBeforeTheFirstTokenCancelsTheUpstream() throws Exception {
    // Given: litellm#31499
    upstream.then(Scenario.silence());
    ScriptedExchange seen;
    try (LeavingClient client = LeavingClient.post(gateway, messages("gpt", true))) {
      seen = upstream.take();

      // When
      client.leave();
    }

    // Then
    assertThat(seen.awaitEnding()).isEqualTo(Ending.CLIENT_LEFT);
  }

  @Test
  @Tag("pitfall-141")
  void aClientThatLeavesAWholeAnswerCancelsTheUpstream() throws Exception {
    // Given: litellm#37140
    upstream.then(Scenario.silence());
    ScriptedExchange seen;
    try (LeavingClient client = LeavingClient.post(gateway, messages("gpt", false))) {
      seen = upstream.take();

      // When
      client.leave();
    }

    // Then
    assertThat(seen.awaitEnding()).isEqualTo(Ending.CLIENT_LEFT);
  }

  @Test
  void aClientThatLeavesInTheMiddleCancelsTheUpstream() throws Exception {
    // Given
    upstream.then(Scenario.stream(List.of(bytes(FIRST))).hanging());
    ScriptedExchange seen;
    try (LeavingClient client = LeavingClient.post(gateway, messages("gpt", true))) {
      seen = upstream.take();
      client.awaitBytes();

      // When
      client.leave();
    }

    // Then
    assertThat(seen.awaitEnding()).isEqualTo(Ending.CLIENT_LEFT);
  }

  @Test
  @Tag("pitfall-142")
  void silenceBeforeTheFirstTokenIsBrokenByPings() throws Exception {
    // Given
    CompletableFuture<Void> gate = new CompletableFuture<>();
    String rest =
        "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"
            + "\n\ndata: [DONE]\n\n";
    upstream.then(Scenario.stream(List.of()).waiting(gate).sending(bytes(FIRST + rest)));

    // When
    String body;
    try (LeavingClient client = LeavingClient.post(gateway, messages("gpt", true))) {
      client.awaitText("event: ping\n");
      gate.complete(null);
      client.awaitText("message_stop");
      body = client.received();
    }

    // Then
    assertThat(body.indexOf("event: ping")).isLessThan(body.indexOf("event: message_start"));
    assertThat(body).contains("\"text\":\"par\"").doesNotContain("event: error");
  }

  @Test
  void aWholeAnswerThatTakesTooLongIsATimeout() throws Exception {
    // Given
    upstream.then(Scenario.silence());

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", messages("hurried", false));

    // Then
    assertThat(reply.statusCode()).isEqualTo(504);
    assertThat(reply.body()).contains("\"type\":\"timeout_error\"");
  }

  @Test
  void aStreamThatFallsSilentEndsInATimeoutError() throws Exception {
    // Given
    upstream.then(Scenario.stream(List.of(bytes(FIRST))).hanging());

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", messages("hurried", true));

    // Then
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .contains("\"text\":\"par\"")
        .contains("event: error\n")
        .contains("timeout_error")
        .doesNotContain("content_block_stop")
        .doesNotContain("message_stop");
  }

  @Test
  void whatFollowsACompleteAnswerIsWaitedFor() throws Exception {
    // Given: the usage chunk completes the answer, and the upstream takes its time over the rest
    OpenAiWire wire = new OpenAiWire();
    ScriptedTurn turn = ScriptedTurn.saying("hello");
    CompletableFuture<Void> rest = new CompletableFuture<>();
    List<byte[]> frames = wire.stream("gpt", turn);
    upstream.then(
        Scenario.stream(frames.subList(0, frames.size() - 1))
            .waiting(rest)
            .sending(frames.getLast()));

    // When
    String body;
    try (InputStream stream = gateway.open("/v1/chat/completions", chat("gpt")).body()) {
      byte[] usage = frames.get(frames.size() - 2);
      int before = frames.stream().mapToInt(frame -> frame.length).sum() - frames.getLast().length;
      String seen = new String(stream.readNBytes(before), StandardCharsets.UTF_8);
      assertThat(seen).endsWith(new String(usage, StandardCharsets.UTF_8));
      rest.completeOnTimeout(null, 500, TimeUnit.MILLISECONDS);
      body = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    // Then
    assertThat(body).isEqualTo("data: [DONE]\n\n");
  }

  @Test
  void aCompleteAnswerEndsThoughItsConnectionStaysOpen() throws Exception {
    // Given
    OpenAiWire wire = new OpenAiWire();
    upstream.then(Scenario.stream(wire.stream("gpt", ScriptedTurn.saying("hello"))).hanging());

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", messages("hurried", true));

    // Then
    assertThat(reply.body()).contains("event: message_stop\n").doesNotContain("event: error");
  }

  @Test
  @Tag("pitfall-140")
  void aFrameCutInTheMiddleIsATruncation() throws Exception {
    // Given: sudocode#576
    upstream.then(Scenario.stream(List.of(bytes(FIRST))).droppingInside(bytes(FIRST)));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", messages("gpt", true));

    // Then
    assertThat(reply.body()).contains("event: error\n").doesNotContain("message_stop");
  }

  @Test
  @Tag("pitfall-149")
  void anUpstreamThatIgnoresStreamStillGivesAStream() throws Exception {
    // Given
    upstream.then(
        Scenario.json(
            bytes(
                "{\"id\":\"c\",\"model\":\"gpt\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"whole\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}")));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", messages("gpt", true));

    // Then
    assertThat(reply.body())
        .startsWith("event: message_start\n")
        .contains("\"text\":\"whole\"")
        .contains("event: message_stop\n");
  }

  @Test
  @Tag("pitfall-120")
  void compressedAndHtmlErrorsBecomeErrorsOfTheClientsProtocol() throws Exception {
    // Given: CLIProxyAPI#1895
    upstream
        .then(Scenario.gzippedJson(400, bytes("{\"error\":{\"message\":\"too many cats\"}}")))
        .then(Scenario.body(503, "text/html", bytes("<html>secret-host.internal</html>")));

    // When
    HttpResponse<String> packed = gateway.post("/v1/messages", messages("gpt", true));
    HttpResponse<String> page = gateway.post("/v1/messages", messages("gpt", false));

    // Then
    assertThat(packed.statusCode()).isEqualTo(400);
    assertThat(packed.body()).contains("too many cats").contains("invalid_request_error");
    assertThat(page.statusCode()).isEqualTo(529);
    assertThat(page.body()).contains("overloaded_error").doesNotContain("secret-host");
  }

  @Test
  @Tag("pitfall-124")
  void anUpstreamThatCannotBeReachedIsABadGatewayThatNamesNoHost() throws Exception {
    // When
    HttpResponse<String> refused = gateway.post("/v1/messages", messages("closed", true));
    HttpResponse<String> forbidden = gateway.post("/v1/messages", messages("metadata", false));

    // Then
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(502);
    assertThat(refused.body()).doesNotContain("127.0.0.1").doesNotContain("" + closed.number());
    assertThat(forbidden.statusCode()).as(forbidden.body()).isEqualTo(502);
    assertThat(forbidden.body()).contains("not permitted").doesNotContain("169.254");
  }

  @Test
  void whatTheClientDidWrongIsSaidInItsOwnForm() throws Exception {
    // When
    HttpResponse<String> json = gateway.post("/v1/messages", "{\"model\":");
    HttpResponse<String> model = gateway.post("/v1/chat/completions", "{\"model\":\"none\"}");
    HttpResponse<String> large =
        gateway.post("/v1/messages", "{\"model\":\"" + "x".repeat(300_000) + "\"}");
    HttpResponse<String> packed =
        gateway.send(
            gateway
                .request("/v1/messages")
                .header("content-encoding", "br")
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build());
    HttpResponse<String> method = gateway.send(gateway.request("/v1/messages").GET().build());
    HttpResponse<String> path = gateway.post("/v1/files", "{}");

    // Then
    assertThat(json.statusCode()).isEqualTo(400);
    assertThat(json.body()).contains("not valid JSON at line 1").contains("invalid_request_error");
    assertThat(model.statusCode()).isEqualTo(404);
    assertThat(model.body()).contains("model_not_found").contains("GET /v1/models");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("request_too_large").contains("262144");
    assertThat(packed.statusCode()).isEqualTo(400);
    assertThat(packed.body()).contains("Content-Encoding br is not supported");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.body()).contains("use POST");
    assertThat(path.statusCode()).isEqualTo(404);
    assertThat(path.body()).contains("POST /v1/chat/completions");
  }

  @Test
  @Tag("pitfall-108")
  void gzipRequestsAreInflatedWithinTheBound() throws Exception {
    // Given: loreai#1049
    upstream.then(Scenario.json(bytes("{\"id\":\"c\",\"choices\":[]}")));

    // When
    HttpResponse<String> fits =
        gateway.send(gzipped("{\"model\":\"gpt\",\"messages\":[]}", "/v1/chat/completions"));
    HttpResponse<String> bomb = gateway.send(gzipped("x".repeat(10_000_000), "/v1/messages"));

    // Then
    assertThat(fits.statusCode()).isEqualTo(200);
    assertThat(upstream.take().bodyText()).isEqualTo("{\"model\":\"gpt\",\"messages\":[]}");
    assertThat(bomb.statusCode()).isEqualTo(413);
  }

  @Test
  @Tag("pitfall-108")
  void zstdRequestsAreUnpackedWithinTheBound() throws Exception {
    // Given: codex-proxy-rs#66
    upstream.then(Scenario.json(bytes("{\"id\":\"c\",\"choices\":[]}")));

    // When
    HttpResponse<String> fits =
        gateway.send(zstd(Zstd.compress(bytes("{\"model\":\"gpt\",\"messages\":[]}"))));
    HttpResponse<String> bomb = gateway.send(zstd(Zstd.compress(new byte[10_000_000])));
    HttpResponse<String> cut = gateway.send(zstd(bytes("no zstd")));

    // Then
    assertThat(fits.statusCode()).isEqualTo(200);
    assertThat(upstream.take().bodyText()).isEqualTo("{\"model\":\"gpt\",\"messages\":[]}");
    assertThat(bomb.statusCode()).isEqualTo(413);
    assertThat(cut.statusCode()).isEqualTo(400);
    assertThat(cut.body()).contains("not valid zstd");
  }

  private HttpRequest zstd(byte[] packed) {
    return gateway
        .request("/v1/chat/completions")
        .header("content-encoding", "zstd")
        .POST(HttpRequest.BodyPublishers.ofByteArray(packed))
        .build();
  }

  private HttpRequest gzipped(String text, String path) {
    byte[] packed = GzipBytes.of(text);
    return gateway
        .request(path)
        .header("content-encoding", "gzip")
        .POST(HttpRequest.BodyPublishers.ofByteArray(packed))
        .build();
  }
}
