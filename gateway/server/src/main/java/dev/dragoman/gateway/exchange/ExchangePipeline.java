package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.auth.ClientKeys;
import dev.dragoman.gateway.config.ConfigHolder;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.keys.Callers;
import dev.dragoman.gateway.keys.Callers.Found;
import dev.dragoman.gateway.limit.Ask;
import dev.dragoman.gateway.limit.Decision;
import dev.dragoman.gateway.limit.Lease;
import dev.dragoman.gateway.limit.Limiter;
import dev.dragoman.gateway.memory.ThoughtMemory;
import dev.dragoman.gateway.responses.StoredResponses;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.gateway.route.Router;
import dev.dragoman.gateway.upstream.MediaFetcher;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.normalise.RemoteMedia.Remote;
import dev.dragoman.protocol.wire.WireHeaders;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The spine: one exchange, step by step.
 *
 * <pre>
 * authenticate → scan → route → limit → recall thoughts → encode for the target → call → decode,
 *                 what the request      fetch media              ↑     failover      │      encode for
 *                 builds on, if stored  if need be               └───────────────────┘      the client
 * </pre>
 *
 * Embeddings and calls that only pass go the same way, without thoughts and media.
 *
 * <p>Failures are {@link GatewayException}s; {@link ErrorReplies} answers them in the client's own
 * form.
 */
public final class ExchangePipeline {
  private final ConfigHolder configs;
  private final Callers callers;
  private final Router router;
  private final Limiter limiter;
  private final Calls calls;
  private final ThoughtMemory memory;
  private final StoredResponses responses;
  private final MediaListener fetches;

  /**
   * A pipeline.
   *
   * @param memory of thoughts that clients do not bring back
   * @param responses that requests build on
   * @param fetches is told of media that are fetched
   */
  public ExchangePipeline(
      ConfigHolder configs,
      Callers callers,
      Router router,
      Limiter limiter,
      Calls calls,
      ThoughtMemory memory,
      StoredResponses responses,
      MediaListener fetches) {
    this.configs = configs;
    this.callers = callers;
    this.router = router;
    this.limiter = limiter;
    this.calls = calls;
    this.memory = memory;
    this.responses = responses;
    this.fetches = fetches;
  }

  /**
   * Tells who is asking before the body is read, so that strangers cannot fill the memory. The
   * snapshot of this moment is the request's from here on: a key that is withdrawn while the body
   * still arrives is refused from its next request.
   *
   * @return null when that is known at once, as of most keys, else what waits for a store
   * @throws GatewayException {@code AUTH}
   */
  public @Nullable Mono<Void> admit(WireHeaders headers, ExchangeRecord record) {
    RuntimeConfig config = configs.current();
    return switch (callers.find(config, headers)) {
      case Found.AtOnce(Caller caller) -> {
        admit(caller, config, headers, record);
        yield null;
      }
      case Found.Later(Mono<Caller> asked) ->
          asked.doOnNext(caller -> admit(caller, config, headers, record)).then();
    };
  }

  private static void admit(
      Caller caller, RuntimeConfig config, WireHeaders headers, ExchangeRecord record) {
    record.admitted(caller, config, ClientKeys.of(headers, caller));
  }

  /**
   * The reply to a call of an admitted caller; what became of it is noted in {@code record}.
   *
   * @throws GatewayException when it cannot even be sent; later failures are the reply's
   */
  public Mono<Reply> exchange(InboundCall call, ExchangeRecord record) {
    RuntimeConfig config = record.snapshot();
    Caller caller = record.admitted();
    Scanned scanned = scan(call);
    RoutePlan plan = router.route(config, caller, scanned.model());
    record.planned(plan, scanned.stream(), call.operation());
    ResponseKeeping keeping =
        ResponseKeeping.of(call, scanned, plan, config, caller.tenant(), responses);
    return keeping == null
        ? planned(call, scanned, plan, config, record)
        : keeping.around(record.time(), whole -> planned(whole, scan(whole), plan, config, record));
  }

  private Mono<Reply> planned(
      InboundCall call,
      Scanned scanned,
      RoutePlan plan,
      RuntimeConfig config,
      ExchangeRecord record) {
    if (call.operation() == Operation.COUNT_TOKENS) {
      return calls.countTokens(call, scanned, plan, record);
    }
    Needs needs = Needs.of(call, scanned, plan, record.admitted(), config);
    Ask ask = needs.ask();
    return ask == null
        ? permitted(call, scanned, needs, config, record)
        : limiter
            .acquire(ask)
            .flatMap(decision ->
                switch (decision) {
                  case Decision.Admitted(Lease lease) -> {
                    record.leased(lease, call.received());
                    yield permitted(call, scanned, needs, config, record);
                  }
                  case Decision.Refused refused -> {
                    record.refused(refused, call.received());
                    yield Mono.error(new GatewayException(refused.error()));
                  }
                });
  }

  private Mono<Reply> permitted(
      InboundCall call, Scanned scanned, Needs needs, RuntimeConfig config, ExchangeRecord record) {
    RoutePlan plan = needs.plan();
    return switch (call.operation()) {
      case EMBED -> {
        EmbeddingTargets targets = new EmbeddingTargets(call, scanned, plan, record);
        yield whole(targets::exchange, plan, record);
      }
      case FORWARD ->
          whole(target -> ForwardExchange.of(call, scanned, plan, target, record), plan, record);
      case GENERATE, COUNT_TOKENS -> generated(call, scanned, needs, config, record);
    };
  }

  private Mono<Reply> whole(
      Function<PlannedTarget, TargetExchange> carrier, RoutePlan plan, ExchangeRecord record) {
    Attempts attempts = new Attempts(carrier, plan, record);
    return calls.whole(attempts.first(), attempts, record);
  }

  private Mono<Reply> generated(
      InboundCall call, Scanned scanned, Needs needs, RuntimeConfig config, ExchangeRecord record) {
    RoutePlan plan = needs.plan();
    Thoughts thoughts = Thoughts.of(record.admitted(), config.envelopeKeys(), memory);
    Targets targets =
        new Targets(
            call,
            scanned,
            config.policy(),
            plan,
            thoughts,
            needs.affordable(record.lease()),
            record);
    Mono<Void> prepared = prepared(config.media(), targets, thoughts, record);
    return prepared == null
        ? answered(call, targets, plan, record)
        : prepared.then(Mono.defer(() -> answered(call, targets, plan, record)));
  }

  /** Brings what has to be at hand before the request is encoded, null when nothing has to. */
  private @Nullable Mono<Void> prepared(
      @Nullable MediaFetcher media, Targets targets, Thoughts thoughts, ExchangeRecord record) {
    List<String> missing = targets.missingThoughts();
    Mono<Void> recalled = missing.isEmpty() ? null : recalled(thoughts, missing, record);
    List<Remote> remotes = media == null ? List.of() : targets.remoteMedia();
    if (media == null || remotes.isEmpty()) {
      return recalled;
    }
    Mono<Void> fetched = fetched(media, remotes, targets, record);
    return recalled == null ? fetched : recalled.then(fetched);
  }

  /** Brings thoughts that other replicas remember; waiting for them is no work of its own. */
  private static Mono<Void> recalled(Thoughts thoughts, List<String> calls, ExchangeRecord record) {
    return Mono.defer(() -> {
      record.time().upstreamAwaited(System.nanoTime());
      return thoughts.fetch(calls).doOnSuccess(_ -> record.time().received(System.nanoTime()));
    });
  }

  private Mono<Reply> answered(
      InboundCall call, Targets targets, RoutePlan plan, ExchangeRecord record) {
    Attempts attempts = new Attempts(targets::exchange, targets::withoutState, plan, record);
    Attempt first = attempts.first();
    return record.stream()
        ? calls.streamed(
            first, attempts, call.protocol().inbound().streamType(call.request()), record)
        : calls.whole(first, attempts, record);
  }

  /** Brings the media that no target takes by address; waiting for them is no work of its own. */
  private Mono<Void> fetched(
      MediaFetcher media, List<Remote> remotes, Targets targets, ExchangeRecord record) {
    return Mono.defer(() -> {
      long start = System.nanoTime();
      record.time().upstreamAwaited(start);
      return media
          .fetch(remotes)
          .doOnNext(contents -> {
            long end = System.nanoTime();
            record.time().received(end);
            fetches.fetched(contents.values(), Duration.ofNanos(end - start));
            targets.fetched(contents);
          })
          .then();
    });
  }

  /**
   * What routing needs of a call.
   *
   * @throws GatewayException {@code INVALID_REQUEST} when its body is no JSON or names no model
   */
  static Scanned scan(InboundCall call) {
    try {
      return switch (call.operation()) {
        case GENERATE, COUNT_TOKENS -> call.protocol().passThrough().scan(call.request());
        case EMBED -> call.protocol().embeddings().scan(call.request());
        case FORWARD -> call.protocol().forward().scan(call.request());
      };
    } catch (JsonSyntaxException e) {
      throw GatewayException.invalid("", e.problem());
    }
  }
}
