package dev.dragoman.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.RoutePolicy.Failover;
import dev.dragoman.contract.RoutePolicy.LossPolicy;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.RuntimeBackend;
import dev.dragoman.gateway.config.RuntimePolicy;
import dev.dragoman.gateway.memory.BoundedThoughtMemory;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.envelope.KeyRing;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** How one request reaches several targets, apart from any call. */
class TargetsTest {
  private static final Protocol CLIENT = Protocols.of(ProtocolId.ANTHROPIC);

  private static PlannedTarget target(String provider, ProtocolId protocol) {
    return new PlannedTarget(
        new RuntimeBackend(
            provider,
            Protocols.of(protocol),
            Dialect.STANDARD,
            call -> Flux.never(),
            null,
            1,
            0,
            TimeoutsEntry.DEFAULT,
            Map.of()),
        new Target("m", Families.load().of(protocol, "m")));
  }

  private static Targets targets(String body, PlannedTarget... planned) {
    WireRequest request =
        new WireRequest("/v1/messages", WireHeaders.NONE, body.getBytes(UTF_8), false);
    RoutePlan plan =
        new RoutePlan(
            "route",
            "m",
            List.of(planned),
            new RuntimePolicy(
                Failover.DEFAULT, TimeoutsEntry.DEFAULT.total(), LossPolicy.Strict, null));
    return new Targets(
        new InboundCall("id", Instant.EPOCH, CLIENT, Operation.GENERATE, request),
        CLIENT.passThrough().scan(request),
        PolicyEntry.DEFAULT,
        plan,
        Thoughts.of(
            Caller.ANONYMOUS,
            KeyRing.EMPTY,
            new BoundedThoughtMemory(BoundedThoughtMemory.Bounds.USUAL, Clock.systemUTC())),
        new ExchangeRecord("id", CLIENT, 0));
  }

  @Test
  void aBodyThatCannotBeDecodedIsNotDecodedAgainForTheNextTarget() {
    // Given
    PlannedTarget one = target("one", ProtocolId.OPENAI_CHAT);
    PlannedTarget other = target("other", ProtocolId.OPENAI_CHAT);
    Targets targets = targets("{\"model\":\"m\",\"messages\":5}", one, other);

    // When
    GatewayException first =
        catchThrowableOfType(GatewayException.class, () -> targets.exchange(one));
    GatewayException second =
        catchThrowableOfType(GatewayException.class, () -> targets.exchange(other));

    // Then: another decoding would have made another exception
    assertThat(first.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(second).isSameAs(first);
  }

  @Test
  void whatCannotBeDecodedStillPassesThroughToATargetOfTheSameProtocol() {
    // Given
    PlannedTarget converting = target("converting", ProtocolId.OPENAI_CHAT);
    PlannedTarget same = target("same", ProtocolId.ANTHROPIC);
    Targets targets = targets("{\"model\":\"m\",\"messages\":5}", converting, same);

    // When
    GatewayException refusal =
        catchThrowableOfType(GatewayException.class, () -> targets.exchange(converting));
    TargetExchange exchange = targets.exchange(same);

    // Then
    assertThat(refusal.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(exchange.passThrough()).isTrue();
  }
}
