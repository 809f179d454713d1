package dev.dragoman.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.PolicyEntry.Feature;
import dev.dragoman.contract.RoutePolicy.Failover;
import dev.dragoman.contract.RoutePolicy.LossPolicy;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.RouteBounds;
import dev.dragoman.gateway.config.RuntimeBackend;
import dev.dragoman.gateway.config.RuntimePolicy;
import dev.dragoman.gateway.memory.BoundedThoughtMemory;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.envelope.KeyRing;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** How one request reaches several targets, apart from any call. */
class TargetsTest {
  private static final ClientProtocol CLIENT = Protocols.of(ProtocolId.ANTHROPIC);

  private static PlannedTarget target(String provider, ProtocolId protocol) {
    return new PlannedTarget(
        new RuntimeBackend(
            provider,
            Protocols.ofUpstream(protocol),
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
    return targets(PolicyEntry.DEFAULT, body, planned);
  }

  private static Targets targets(PolicyEntry policy, String body, PlannedTarget... planned) {
    return targets(CLIENT, policy, body, planned);
  }

  private static Targets targets(
      ClientProtocol client, PolicyEntry policy, String body, PlannedTarget... planned) {
    WireRequest request =
        new WireRequest("/v1/messages", WireHeaders.NONE, body.getBytes(UTF_8), false);
    RoutePlan plan =
        new RoutePlan(
            "route",
            "m",
            List.of(planned),
            new RuntimePolicy(
                Failover.DEFAULT,
                TimeoutsEntry.DEFAULT.total(),
                LossPolicy.Strict,
                null,
                RouteBounds.NONE));
    return new Targets(
        new InboundCall("id", Instant.EPOCH, client, Operation.GENERATE, request),
        client.passThrough().scan(request),
        policy,
        plan,
        Thoughts.of(
            Caller.ANONYMOUS,
            KeyRing.EMPTY,
            new BoundedThoughtMemory(BoundedThoughtMemory.Bounds.USUAL, Clock.systemUTC())),
        null,
        new ExchangeRecord("id", client, 0));
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

  private static PolicyEntry without(Feature feature) {
    return new PolicyEntry(true, true, List.of(feature));
  }

  /** design.md 4: ENABLE_EXTENDED_THINKING=false drops thinking with a warning. */
  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "openai.chat"})
  void aWishToThinkIsLeftOutWhereThinkingIsSwitchedOff(String upstream) {
    // Given
    PlannedTarget target = target("one", new ProtocolId(upstream));
    Targets targets =
        targets(
            without(Feature.Thinking),
            "{\"model\":\"m\",\"max_tokens\":9000,\"thinking\":{\"type\":\"enabled\","
                + "\"budget_tokens\":2048},\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}",
            target);

    // When
    TargetExchange exchange = targets.exchange(target);

    // Then
    assertThat(new String(exchange.request().body(), UTF_8))
        .doesNotContain("budget_tokens")
        .doesNotContain("reasoning_effort");
    assertThat(exchange.dropped())
        .contains(Dropped.advisory("thinking", "thinking is switched off on this gateway"));
  }

  @Test
  void whatDoesNotAskForThinkingPassesThroughWhereItIsSwitchedOff() {
    // Given
    PlannedTarget target = target("one", ProtocolId.ANTHROPIC);
    Targets targets =
        targets(
            without(Feature.Thinking),
            "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}",
            target);

    // When
    TargetExchange exchange = targets.exchange(target);

    // Then
    assertThat(exchange.passThrough()).isTrue();
    assertThat(exchange.dropped()).isEmpty();
  }

  /** design.md 4: ENABLE_DOCUMENT_SUPPORT=false refuses documents with 400. */
  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "openai.chat"})
  void documentsAreRefusedAtTheirPlaceWhereTheyAreSwitchedOff(String upstream) {
    // Given
    PlannedTarget target = target("one", new ProtocolId(upstream));
    Targets targets =
        targets(
            without(Feature.Documents),
            "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[{\"type\":\"document\","
                + "\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"d\"}}]}]}]}",
            target);

    // When
    GatewayException refusal =
        catchThrowableOfType(GatewayException.class, () -> targets.exchange(target));

    // Then
    assertThat(refusal.error().param()).isEqualTo("messages[0].content[0].content[0]");
    assertThat(refusal.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
  }

  @Test
  void aBodyIsLookedThroughOnceForStateOfTheGateway() {
    // Given
    AtomicInteger searches = new AtomicInteger();
    PlannedTarget one = target("one", ProtocolId.ANTHROPIC);
    PlannedTarget other = target("other", ProtocolId.ANTHROPIC);
    Targets targets =
        targets(
            counting(ClientProtocol.class, CLIENT, searches),
            PolicyEntry.DEFAULT,
            "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[]}",
            one,
            other);

    // When
    targets.remoteMedia();
    targets.exchange(one);
    targets.exchange(other);

    // Then
    assertThat(searches).hasValue(1);
  }

  /** The part of a protocol, or the protocol, that counts the searches and does all else as is. */
  private static <T> T counting(Class<T> type, T real, AtomicInteger searches) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("holdsGatewayState")) {
                searches.incrementAndGet();
              }
              Object result = method.invoke(real, arguments);
              return result instanceof PassThroughCodec codec
                  ? counting(PassThroughCodec.class, codec, searches)
                  : result;
            }));
  }
}
