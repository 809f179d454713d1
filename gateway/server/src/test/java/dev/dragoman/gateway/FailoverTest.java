package dev.dragoman.gateway;

import static dev.dragoman.gateway.FailoverSide.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.RoutePolicy.Trigger;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.testkit.Scenario;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the next target is tried, and what is answered when none is left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverTest {
  private static final TimeoutsEntry SHORT =
      new TimeoutsEntry(
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          Duration.ofMillis(400));

  /** The total of the route is that of each backend, as by default. */
  private static final TimeoutsEntry ALIKE =
      new TimeoutsEntry(
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3));

  private static final TimeoutsEntry EACH =
      new TimeoutsEntry(
          Duration.ofSeconds(2),
          Duration.ofMillis(400),
          Duration.ofSeconds(5),
          Duration.ofMillis(400));
  private static final TimeoutsEntry LITTLE_MORE =
      new TimeoutsEntry(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofMillis(700));

  @RegisterExtension private final ThreeUpstreams upstreams = new ThreeUpstreams();
  @AutoClose private final TestGateway gateway = gateway();

  private TestGateway gateway() {
    TestGateway.Builder builder = upstreams.providers();
    for (FailoverSide side : FailoverSide.values()) {
      TieredRoute route = TieredRoute.of(side.model(), side.providers());
      builder.route(route.entry());
      builder.route(named(route, side.model() + "-twice").attempts(2).entry());
      builder.route(named(route, side.model() + "-once").attempts(1).entry());
      builder.route(named(route, side.model() + "-hurried").timeouts(ALIKE, ALIKE).entry());
      builder.route(named(route, side.model() + "-bounded").timeouts(LITTLE_MORE, EACH).entry());
      for (Trigger trigger : Trigger.values()) {
        builder.route(
            named(route, side.model() + "-without-" + trigger)
                .without(trigger)
                .timeouts(
                    TimeoutsEntry.DEFAULT,
                    trigger == Trigger.Timeout ? SHORT : TimeoutsEntry.DEFAULT)
                .entry());
      }
    }
    return builder
        .route(TieredRoute.of("mixed", "convert-1", "pass-2", "convert-3").entry())
        .route(TieredRoute.of("refused-later", "pass-1", "convert-2").entry())
        .route(TieredRoute.of("unreachable", "closed", "pass-2").entry())
        .start();
  }

  private static TieredRoute named(TieredRoute route, String model) {
    return new TieredRoute(
        model,
        route.providers(),
        route.failover(),
        route.ofRoute(),
        route.ofBackends(),
        route.losses(),
        route.maxOutputTokens());
  }

  /** What an upstream may do instead of answering. */
  enum Fault {
    RATE_LIMIT(Trigger.Http429),
    SERVER(Trigger.Http5xx),
    UNAVAILABLE(Trigger.Http5xx),
    HTML_PAGE(Trigger.Http5xx),
    ERROR_IN_A_200(Trigger.Http429),
    PROMPT_TOO_LONG(Trigger.ContextLength),
    FILTERED(Trigger.ContentFilter),
    REQUEST_TIMEOUT(Trigger.Timeout),
    SILENCE(Trigger.Timeout),
    CUT(Trigger.ConnectError),
    ERROR_EVENT(Trigger.Http5xx);

    private final Trigger trigger;

    Fault(Trigger trigger) {
      this.trigger = trigger;
    }

    Scenario on(FailoverSide side, boolean stream) {
      return switch (this) {
        case RATE_LIMIT -> side.error(429, "slow down");
        case SERVER -> side.error(500, "oops");
        case UNAVAILABLE -> side.error(503, "busy");
        case HTML_PAGE -> Scenario.body(200, "text/html", "<html></html>".getBytes(UTF_8));
        case ERROR_IN_A_200 -> Scenario.json(200, side.wire().error(429, "slow down"));
        case PROMPT_TOO_LONG -> side.error(400, "prompt is too long: 9 tokens > 5 maximum");
        case FILTERED -> side.error(400, "Output blocked by content filtering policy");
        case REQUEST_TIMEOUT -> side.error(408, "too slow");
        case SILENCE -> Scenario.silence();
        case CUT ->
            stream
                ? side.start().dropping()
                : Scenario.truncatedJson(side.wire().error(200, "never complete"));
        case ERROR_EVENT -> side.start().sending(side.wire().errorFrame("oops"));
      };
    }
  }

  static List<Arguments> faults() {
    List<Arguments> all = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      for (FailoverSide side : FailoverSide.values()) {
        all.add(Arguments.of(fault, side, true));
        if (fault != Fault.ERROR_EVENT) {
          all.add(Arguments.of(fault, side, false));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aTriggerOfTheRouteLeadsToTheNextTarget(Fault fault, FailoverSide side, boolean stream)
      throws Exception {
    // Given
    String model = fault == Fault.SILENCE ? side.model() + "-hurried" : side.model();
    upstreams.first.then(fault.on(side, stream));
    upstreams.second.then(side.hello(stream));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", request(model, stream));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).contains(stream ? "\"text\":\"hel\"" : "\"text\":\"hello\"");
    assertThat(reply.body()).doesNotContain("\"error\"");
    assertThat(reply.headers().firstValue("x-dragoman-provider")).hasValue(side.providers()[1]);
    assertThat(upstreams.first.take().bodyText()).contains("\"model\":\"m1\"");
    assertThat(upstreams.second.take().bodyText()).contains("\"model\":\"m2\"");
    assertThat(upstreams.third.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatIsNoTriggerOfTheRouteIsAnswered(Fault fault, FailoverSide side, boolean stream)
      throws Exception {
    // Given
    upstreams.first.then(fault.on(side, stream));

    // When
    HttpResponse<String> reply =
        gateway.post("/v1/messages", request(side.model() + "-without-" + fault.trigger, stream));

    // Then
    assertThat(reply.body()).contains("\"type\":\"error\"");
    assertThat(reply.headers().firstValue("x-dragoman-provider")).hasValue(side.providers()[0]);
    assertThat(upstreams.second.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PASSED, 400",
    "PASSED, 401",
    "PASSED, 403",
    "PASSED, 404",
    "PASSED, 413",
    "CONVERTED, 400",
    "CONVERTED, 401",
    "CONVERTED, 403",
    "CONVERTED, 404",
    "CONVERTED, 413"
  })
  void theClientsFaultsAndRefusedCredentialsAreNeverATrigger(FailoverSide side, int status)
      throws Exception {
    for (boolean stream : List.of(true, false)) {
      // Given
      upstreams.first.then(side.error(status, "no"));

      // When
      HttpResponse<String> reply = gateway.post("/v1/messages", request(side.model(), stream));

      // Then
      assertThat(reply.statusCode()).isEqualTo(status == 401 || status == 403 ? 502 : status);
      assertThat(upstreams.second.exchanges()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUpstreamThatCannotBeReachedIsATrigger(boolean stream) throws Exception {
    // Given
    upstreams.second.then(FailoverSide.PASSED.hello(stream));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", request("unreachable", stream));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.headers().firstValue("x-dragoman-provider")).hasValue("pass-2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachTargetGetsTheRequestInItsOwnProtocol(boolean stream) throws Exception {
    // Given
    upstreams.first.then(FailoverSide.CONVERTED.error(503, "busy"));
    upstreams.second.then(FailoverSide.PASSED.error(529, "busy"));
    upstreams.third.then(FailoverSide.CONVERTED.hello(stream));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", request("mixed", stream));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).contains("\"text\":\"hel");
    assertThat(upstreams.first.take().target()).isEqualTo("/v1/chat/completions");
    assertThat(upstreams.second.take())
        .satisfies(seen -> {
          assertThat(seen.target()).isEqualTo("/v1/messages");
          assertThat(seen.bodyText()).isEqualTo(request("mixed", stream).replace("mixed", "m2"));
        });
    assertThat(upstreams.third.take().target()).isEqualTo("/v1/chat/completions");
  }

  @ParameterizedTest
  @EnumSource(FailoverSide.class)
  void theLastFailureIsAnsweredWithItsRetryAfter(FailoverSide side) throws Exception {
    for (boolean stream : List.of(true, false)) {
      // Given
      upstreams.first.then(side.error(503, "first"));
      upstreams.second.then(side.error(500, "second"));
      upstreams.third.then(side.error(429, "third says wait").with("retry-after", "7"));

      // When
      HttpResponse<String> reply = gateway.post("/v1/messages", request(side.model(), stream));

      // Then
      assertThat(reply.statusCode()).isEqualTo(429);
      assertThat(reply.body()).contains("third says wait");
      assertThat(reply.headers().firstValue("retry-after")).hasValue("7");
      assertThat(reply.headers().firstValue("x-dragoman-provider")).hasValue(side.providers()[2]);
    }
  }

  @ParameterizedTest
  @EnumSource(FailoverSide.class)
  void noMoreTargetsAreTriedThanTheRouteAllows(FailoverSide side) throws Exception {
    for (boolean stream : List.of(true, false)) {
      // Given
      upstreams.first.then(side.error(503, "busy")).then(side.error(429, "slow"));
      upstreams.second.then(side.error(500, "oops"));

      // When
      HttpResponse<String> twice =
          gateway.post("/v1/messages", request(side.model() + "-twice", stream));
      HttpResponse<String> once =
          gateway.post("/v1/messages", request(side.model() + "-once", stream));

      // Then
      assertThat(twice.statusCode()).isEqualTo(500);
      assertThat(once.statusCode()).isEqualTo(429);
    }
    assertThat(upstreams.first.exchanges()).hasSize(4);
    assertThat(upstreams.second.exchanges()).hasSize(2);
    assertThat(upstreams.third.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FailoverSide.class)
  void theTimeOfTheRouteBoundsAllAttemptsAtAStreamTogether(FailoverSide side) throws Exception {
    // Given: two attempts at their own bound would take longer than the route's
    upstreams.first.then(Scenario.silence());
    upstreams.second.then(Scenario.silence());
    upstreams.third.then(side.hello(true));

    // When
    HttpResponse<String> reply =
        gateway.post("/v1/messages", request(side.model() + "-bounded", true));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(504);
    assertThat(reply.body()).contains("timeout_error");
    assertThat(upstreams.third.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FailoverSide.class)
  void allTargetsHaveAShareInTheTimeForAWholeAnswer(FailoverSide side) throws Exception {
    // Given
    upstreams.first.then(Scenario.silence());
    upstreams.second.then(Scenario.silence());
    upstreams.third.then(Scenario.silence());

    // When
    HttpResponse<String> reply =
        gateway.post("/v1/messages", request(side.model() + "-hurried", false));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(504);
    assertThat(reply.body()).contains("timeout_error");
    assertThat(upstreams.first.exchanges()).hasSize(1);
    assertThat(upstreams.second.exchanges()).hasSize(1);
    assertThat(upstreams.third.exchanges()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTargetThatCannotCarryTheRequestIsPassedOver(boolean stream) throws Exception {
    // Given: max_tokens 0 only warms the cache of Anthropic
    upstreams.second.then(FailoverSide.PASSED.hello(stream));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", request("mixed", stream, 0));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.headers().firstValue("x-dragoman-provider")).hasValue("pass-2");
    assertThat(upstreams.first.exchanges()).isEmpty();
  }

  @Test
  void aRefusalIsAnsweredWhenNoTargetCanCarryTheRequest() throws Exception {
    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", request("convert", false, 0));

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("max_tokens").contains("invalid_request_error");
    assertThat(upstreams.first.exchanges()).isEmpty();
  }

  @Test
  void anUpstreamsFailureIsAnsweredBeforeALaterTargetsRefusal() throws Exception {
    // Given
    upstreams.first.then(FailoverSide.PASSED.error(429, "first says wait"));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", request("refused-later", false, 0));

    // Then
    assertThat(reply.statusCode()).isEqualTo(429);
    assertThat(reply.body()).contains("first says wait");
    assertThat(upstreams.second.exchanges()).isEmpty();
  }
}
