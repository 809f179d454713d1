package dev.dragoman.gateway.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dragoman.contract.AlertsEntry;
import dev.dragoman.contract.AlertsEntry.Webhook;
import dev.dragoman.contract.ContractVersion;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.limit.BudgetAlert;
import dev.dragoman.gateway.limit.Subject;
import dev.dragoman.gateway.telemetry.BudgetMetrics;
import dev.dragoman.store.window.TimeWindow;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AlertsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final CredentialRef TOKEN = new CredentialRef("team/hook/token");
  private static final List<String> LOOPBACK = List.of("127.0.0.0/8");

  private record Told(Map<String, List<String>> headers, String body) {
    @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.getFirst();
    }
  }

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Alerts alerts = new Alerts(new BudgetMetrics(registry, clock), clock);
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final Queue<Integer> statuses = new ArrayDeque<>();
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::take);
    receiver.start();
  }

  @AfterEach
  void close() {
    alerts.close();
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Integer status = statuses.poll();
      exchange.sendResponseHeaders(status == null ? 204 : status, -1);
      told.add(new Told(Map.copyOf(exchange.getRequestHeaders()), body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/budgets?team=a");
  }

  private void follow(@Nullable Webhook webhook, List<String> cidrs) {
    GatewayEntry gateway =
        new GatewayEntry(
            "llm/main",
            "uid",
            StoreEntry.MEMORY,
            null,
            PolicyEntry.DEFAULT,
            cidrs,
            List.of(),
            null,
            List.of(),
            null,
            null,
            webhook == null ? null : new AlertsEntry(webhook));
    alerts.follow(
        new Configuration(
            new GatewayConfig(
                ContractVersion.CURRENT, 1, gateway, List.of(), List.of(), List.of(), List.of()),
            Map.of(TOKEN, "s3cret")));
  }

  private static BudgetAlert alert() {
    return new BudgetAlert(
        new Subject(Subject.Kind.KEY, "key-uid", "team-a/ci"),
        "monthly",
        "cost",
        80,
        new BigDecimal("0.8125"),
        BigDecimal.ONE,
        "USD",
        new TimeWindow(
            Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z")));
  }

  private Told next() throws InterruptedException {
    Told next = told.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("a call of the webhook").isNotNull();
    return next;
  }

  @Test
  void aCrossedThresholdIsPostedWithAllThatIsKnownOfIt() throws Exception {
    // Given
    follow(new Webhook(url(), null, TOKEN), LOOPBACK);

    // When
    alerts.crossed(alert());

    // Then
    Told post = next();
    assertThat(post.header("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(post.header("Content-type")).isEqualTo("application/json");
    JsonMapper json = new JsonMapper();
    assertThat(json.readTree(post.body()))
        .isEqualTo(
            json.readTree(
                """
                {"type": "budget.threshold", "at": "2026-11-30T12:00:00Z", "gateway": "llm/main",
                 "subject": {"kind": "key", "name": "team-a/ci", "uid": "key-uid"},
                 "budget": "monthly", "measure": "cost", "percent": 80,
                 "spent": "0.8125", "limit": "1", "unit": "USD",
                 "window_start": "2026-11-01T00:00:00Z", "window_end": "2026-12-01T00:00:00Z"}
                """));
    assertThat(
            registry
                .get("dragoman.gateway.budget.alerts")
                .tag("subject", "key")
                .tag("percent", "80")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void aNamedHeaderCarriesTheCredentialAsItIs() throws Exception {
    // Given
    follow(new Webhook(url(), "x-hook-token", TOKEN), LOOPBACK);

    // When
    alerts.crossed(alert());

    // Then
    Told post = next();
    assertThat(post.header("X-hook-token")).isEqualTo("s3cret");
    assertThat(post.header("Authorization")).isNull();
  }

  @Test
  void whatTheReceiverDoesNotTakeIsPostedAgain() throws Exception {
    // Given
    statuses.add(503);
    follow(new Webhook(url(), null, null), LOOPBACK);

    // When
    alerts.crossed(alert());

    // Then
    assertThat(next().body()).isEqualTo(next().body());
  }

  @Test
  void anAddressThatThePolicyForbidsIsNeverCalled() throws Exception {
    // Given
    follow(new Webhook(url(), null, TOKEN), List.of("10.0.0.0/8"));
    alerts.crossed(alert());
    follow(new Webhook(url(), "x-allowed", TOKEN), LOOPBACK);

    // When
    alerts.crossed(alert());

    // Then
    assertThat(next().header("X-allowed")).isEqualTo("s3cret");
    assertThat(told.poll(5, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void whoIsNamedNoMoreIsToldNoMore() throws Exception {
    // Given
    follow(new Webhook(url(), null, null), LOOPBACK);
    alerts.crossed(alert());
    assertThat(next()).isNotNull();

    // When
    follow(null, LOOPBACK);
    alerts.crossed(alert());

    // Then
    assertThat(told.poll(1, TimeUnit.SECONDS)).isNull();
  }
}
