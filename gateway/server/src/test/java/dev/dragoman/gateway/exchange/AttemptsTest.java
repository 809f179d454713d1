package dev.dragoman.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.contract.RoutePolicy.Failover;
import dev.dragoman.contract.RoutePolicy.LossPolicy;
import dev.dragoman.contract.RoutePolicy.Trigger;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.config.RouteBounds;
import dev.dragoman.gateway.config.RuntimeBackend;
import dev.dragoman.gateway.config.RuntimePolicy;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** The order of attempts, apart from any call. */
class AttemptsTest {
  private static final ClientProtocol PROTOCOL = Protocols.of(ProtocolId.ANTHROPIC);
  private static final AttemptFailure LIMITED =
      AttemptFailure.found(GatewayException.of(ErrorKind.RATE_LIMIT, "slow down"));
  private static final AttemptFailure LATE = AttemptFailure.late("too late");

  private final ExchangeRecord record = new ExchangeRecord("id", PROTOCOL, 0);

  /** Targets whose name begins with "no" refuse. */
  private Attempts attempts(Failover failover, Duration total, String... providers) {
    List<PlannedTarget> targets = new ArrayList<>();
    for (String provider : providers) {
      RuntimeBackend backend =
          new RuntimeBackend(
              provider,
              Protocols.ofUpstream(ProtocolId.ANTHROPIC),
              Dialect.STANDARD,
              call -> Flux.never(),
              null,
              1,
              0,
              TimeoutsEntry.DEFAULT,
              Map.of());
      targets.add(
          new PlannedTarget(
              backend, new Target("m", Families.load().of(ProtocolId.ANTHROPIC, "m"))));
    }
    RoutePlan plan =
        new RoutePlan(
            "route",
            "m",
            targets,
            new RuntimePolicy(failover, total, LossPolicy.Strict, null, RouteBounds.NONE));
    return new Attempts(AttemptsTest::carried, plan, record);
  }

  private Attempts attempts(String... providers) {
    return attempts(Failover.DEFAULT, Duration.ofMinutes(10), providers);
  }

  private static TargetExchange carried(PlannedTarget target) {
    String provider = target.backend().provider();
    if (provider.startsWith("no")) {
      throw GatewayException.invalid("f", provider);
    }
    return new TokenCounts.Forwarded(new WireRequest("/", WireHeaders.NONE, new byte[0], false));
  }

  private static @Nullable String provider(@Nullable Attempt attempt) {
    return attempt == null ? null : attempt.target().backend().provider();
  }

  @Test
  void targetsAreTriedInTheOrderOfThePlan() {
    // Given
    Attempts attempts = attempts("a", "b", "c");

    // Then
    assertThat(provider(attempts.first())).isEqualTo("a");
    assertThat(provider(attempts.after(LIMITED))).isEqualTo("b");
    assertThat(provider(attempts.after(LATE))).isEqualTo("c");
    assertThat(provider(attempts.current())).isEqualTo("c");
    assertThat(attempts.mayFollow()).isFalse();
    assertThat(attempts.after(LIMITED)).isNull();
    assertThat(record.attempts()).isEqualTo(3);
    assertThat(record.abandoned())
        .extracting(Abandoned::kind)
        .containsExactly(ErrorKind.RATE_LIMIT, ErrorKind.TIMEOUT);
  }

  @Test
  void whoCannotCarryTheRequestIsPassedOverAndCountsAsNoAttempt() {
    // Given
    Attempts attempts =
        attempts(
            new Failover(List.of(Trigger.Http429), 2),
            Duration.ofMinutes(1),
            "no-a",
            "b",
            "no-c",
            "d",
            "e");

    // Then
    assertThat(provider(attempts.first())).isEqualTo("b");
    assertThat(provider(attempts.after(LIMITED))).isEqualTo("d");
    assertThat(attempts.after(LIMITED)).isNull();
  }

  @Test
  void theFirstRefusalIsAnsweredWhenNobodyCanCarryTheRequest() {
    assertThat(catchThrowableOfType(GatewayException.class, () -> attempts("no-a", "no-b").first()))
        .hasMessage("no-a");
  }

  @Test
  void theRecordStaysWithTheAttemptThatNoneFollows() {
    // Given
    Attempts attempts = attempts("a", "no-b");
    attempts.first();

    // When
    Attempt next = attempts.after(LIMITED);

    // Then
    assertThat(next).isNull();
    assertThat(record.abandoned()).isEmpty();
    assertThat(Objects.requireNonNull(record.target()).backend().provider()).isEqualTo("a");
  }

  @Test
  void whatIsNoTriggerOrComesTooLateLeadsNowhere() {
    // Given
    Attempts others =
        attempts(new Failover(List.of(Trigger.Timeout), 3), Duration.ofMinutes(1), "a", "b");
    Attempts over = attempts(Failover.DEFAULT, Duration.ZERO, "a", "b");
    Attempts none = attempts(new Failover(List.of(), 3), Duration.ofMinutes(1), "a", "b");
    others.first();
    over.first();
    none.first();

    // Then
    assertThat(others.after(LIMITED)).isNull();
    assertThat(over.after(LIMITED)).isNull();
    assertThat(none.mayFollow()).isFalse();
  }

  @Test
  void aLaterAttemptHasWhatIsLeftOfTheRoutesTime() {
    // Given
    Attempts attempts = attempts(Failover.DEFAULT, Duration.ofMinutes(1), "a", "b");
    attempts.first();

    // When
    Attempt second = Objects.requireNonNull(attempts.after(LATE));

    // Then
    assertThat(second.timeouts().total()).isLessThanOrEqualTo(Duration.ofMillis(60_001));
    assertThat(second.timeouts().firstToken()).isEqualTo(TimeoutsEntry.DEFAULT.firstToken());
  }

  private Duration firstWhole(Failover failover, Duration total, String... providers) {
    return attempts(failover, total, providers).first().whole();
  }

  @Test
  void aWholeAnswerLeavesAnEvenShareToEachTargetThatMayFollow() {
    // Given: by default a backend has the total of its route
    Attempts attempts = attempts("a", "b", "c", "beyond-three-attempts");

    // When
    Attempt first = attempts.first();
    Attempt second = Objects.requireNonNull(attempts.after(LATE));
    Attempt third = Objects.requireNonNull(attempts.after(LATE));

    // Then
    assertThat(first.whole()).isEqualTo(Duration.ofSeconds(200));
    assertThat(second.whole()).isLessThanOrEqualTo(Duration.ofMinutes(5));
    assertThat(third.whole()).isEqualTo(third.timeouts().total());
  }

  @Test
  void aShareIsNoLessThanTheTimeForTheFirstTokenUnlessThatTakesMoreThanHalf() {
    // Given
    Failover ten = new Failover(List.of(Trigger.Timeout), 10);
    String[] six = {"a", "b", "c", "d", "e", "f"};

    // Then: the time for the first token is two minutes
    assertThat(firstWhole(ten, Duration.ofMinutes(10), six)).isEqualTo(Duration.ofMinutes(2));
    assertThat(firstWhole(ten, Duration.ofMinutes(2), six)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aBackendsOwnTotalIsKeptWhereItIsShorterThanItsShare() {
    assertThat(firstWhole(Failover.DEFAULT, Duration.ofHours(1), "a", "b"))
        .isEqualTo(TimeoutsEntry.DEFAULT.total());
  }

  @Test
  void whereNobodyMayFollowAfterLatenessAWholeAnswerHasAllTheTime() {
    // Given
    Failover once = new Failover(List.of(Trigger.Timeout), 1);
    Failover otherTriggers = new Failover(List.of(Trigger.ConnectError, Trigger.Http5xx), 3);
    Duration total = TimeoutsEntry.DEFAULT.total();

    // Then
    assertThat(firstWhole(Failover.DEFAULT, total, "only")).isEqualTo(total);
    assertThat(firstWhole(once, total, "a", "b")).isEqualTo(total);
    assertThat(firstWhole(otherTriggers, total, "a", "b")).isEqualTo(total);
  }
}
