package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.limit.Bound;
import dev.dragoman.gateway.limit.Decision;
import dev.dragoman.gateway.limit.Lease;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange has come to so far: the source of its log line, its metrics and the headers of
 * its reply. Mutable; used by one exchange, whose signals are serial.
 */
public final class ExchangeRecord {
  private final String requestId;
  private final ClientProtocol protocol;
  private final ExchangeTime time;
  private @Nullable Caller caller;
  private @Nullable RuntimeConfig snapshot;
  private @Nullable String clientKey;
  private volatile Lease lease = Lease.FREE;
  private WireHeaders rateLimits = WireHeaders.NONE;
  private @Nullable RoutePlan plan;
  private @Nullable PlannedTarget target;
  private @Nullable TargetExchange exchange;
  private final List<Abandoned> abandoned = new ArrayList<>(0);
  private boolean limited;
  private @Nullable Bound limitedBy;
  private boolean streaming;
  private boolean stream;
  private Operation operation = Operation.GENERATE;
  private boolean passThrough;
  private int status;
  private @Nullable ErrorKind error;
  private @Nullable Throwable cause;
  private @Nullable Throwable upstreamCause;
  private @Nullable AttemptMeter meter;
  private final ExchangeEnd end = new ExchangeEnd();
  private final List<Dropped> dropped = new ArrayList<>(0);
  private WireHeaders upstreamHeaders = WireHeaders.NONE;

  /**
   * A record of an exchange that began now.
   *
   * @param requestId the gateway's id of it
   * @param protocol what the client speaks
   */
  public ExchangeRecord(String requestId, ClientProtocol protocol, long nowNanos) {
    this.requestId = requestId;
    this.protocol = protocol;
    this.time = new ExchangeTime(nowNanos);
  }

  /**
   * The caller was let in by this snapshot, which is the request's until it is planned.
   *
   * @param ownKey a key of a provider that the caller brought
   */
  void admitted(Caller authenticated, RuntimeConfig config, @Nullable String ownKey) {
    this.caller = authenticated;
    this.snapshot = config;
    this.clientKey = ownKey;
  }

  /** The caller's own key of a provider, null without one; for upstreams alone. */
  @Nullable String clientKey() {
    return clientKey;
  }

  /** The plan has all that is needed of the snapshot: no long stream keeps an earlier one alive. */
  void planned(RoutePlan routePlan, boolean asStream, Operation what) {
    this.snapshot = null;
    this.plan = routePlan;
    this.stream = asStream;
    this.operation = what;
  }

  /** The request may be made, unless its client has left meanwhile; what it uses is charged. */
  void leased(Lease right, Instant now) {
    this.lease = right;
    end.settleIfReplied(right);
    standing(right.rateLimits(), now);
  }

  /** The request may not be made. */
  void refused(Decision.Refused refusal, Instant now) {
    this.limited = refusal.isByBound();
    this.limitedBy = refusal.bound();
    standing(refusal.rateLimits(), now);
  }

  /** How the caller's rates stand now. */
  private void standing(List<RateLimit> limits, Instant now) {
    if (!limits.isEmpty()) {
      this.rateLimits = protocol.inbound().rateLimits(limits, now);
    }
  }

  /** Whether a limit or a budget refused it. */
  public boolean isLimited() {
    return limited;
  }

  /** The limit or budget that refused it, null when none did. */
  public @Nullable Bound limitedBy() {
    return limitedBy;
  }

  /** Its reply is a stream, which begins. */
  public void streaming() {
    this.streaming = true;
  }

  /** Whether its reply is a stream; an error that came before the first bytes is not. */
  public boolean isStreaming() {
    return streaming;
  }

  /** What the exchange uses is charged to. */
  public Lease lease() {
    return lease;
  }

  /** How the caller's rates stand, in its own protocol; none where it has none. */
  WireHeaders rateLimits() {
    return rateLimits;
  }

  /** A target is about to be called: what was noted of one before it is no part of the answer. */
  void attempting(PlannedTarget attempted, TargetExchange attempt) {
    int number = attempts() + 1;
    if (number > 1) {
      forgetLastAttempt();
    }
    this.target = attempted;
    this.exchange = attempt;
    this.meter = new AttemptMeter(number, attempted, attempt::inputEstimate);
    this.passThrough = attempt.passThrough();
    this.dropped.clear();
    this.dropped.addAll(attempt.dropped());
  }

  private void forgetLastAttempt() {
    error = null;
    upstreamCause = null;
    upstreamHeaders = WireHeaders.NONE;
    time.attemptedAnew(System.nanoTime());
  }

  /** The attempt at the last target failed and another one follows. */
  void abandoned(ErrorKind kind) {
    abandoned.add(new Abandoned(attempt(), kind));
  }

  /** A target is spoken for without being called. */
  void answeredFor(PlannedTarget uncalled) {
    this.target = uncalled;
  }

  void upstreamAnswers(WireHeaders headers) {
    this.upstreamHeaders = headers;
  }

  void failed(ErrorKind kind) {
    this.error = kind;
  }

  void failed(ErrorKind kind, Throwable reason) {
    this.error = kind;
    this.cause = reason;
  }

  /** The HTTP status that went out. */
  public void answered(int sentStatus) {
    this.status = sentStatus;
  }

  /** The client left before the reply was complete. */
  public void cancelled() {
    if (error == null) {
      this.error = ErrorKind.CANCELLED;
    }
  }

  /** Looks at an event; never changes it. */
  void observe(StreamEvent event) {
    attempt().observe(event);
    if (event instanceof StreamEvent.StreamError failure) {
      error = failure.error().kind();
    }
  }

  /** The attempt that is under way. */
  AttemptMeter attempt() {
    if (meter == null) {
      throw new IllegalStateException("an attempt is made before anything is told of it");
    }
    return meter;
  }

  /** The upstream could not be reached or broke off; the cause is for the log alone. */
  void brokenBy(Throwable reason) {
    this.upstreamCause = reason;
  }

  public String requestId() {
    return requestId;
  }

  public ClientProtocol protocol() {
    return protocol;
  }

  /** When all of it is known. */
  public ExchangeEnd end() {
    return end;
  }

  /** How long it took so far. */
  public ExchangeTime time() {
    return time;
  }

  Caller admitted() {
    if (caller == null) {
      throw new IllegalStateException("a caller is admitted before the call is answered");
    }
    return caller;
  }

  /** The snapshot that the caller was admitted by, once. */
  RuntimeConfig snapshot() {
    if (snapshot == null) {
      throw new IllegalStateException("a request is planned once, after its caller is admitted");
    }
    return snapshot;
  }

  public @Nullable Caller caller() {
    return caller;
  }

  public @Nullable RoutePlan plan() {
    return plan;
  }

  public @Nullable PlannedTarget target() {
    return target;
  }

  /** How many calls were made, all targets together. */
  public int attempts() {
    return meter == null ? 0 : meter.number();
  }

  /** The last attempt, null when none was made. */
  public @Nullable AttemptMeter lastAttempt() {
    return meter;
  }

  /** The attempts that others followed, in order. */
  public List<Abandoned> abandoned() {
    return abandoned;
  }

  /** What is done, {@code GENERATE} before it is known. */
  public Operation operation() {
    return operation;
  }

  public boolean stream() {
    return stream;
  }

  public boolean passThrough() {
    return passThrough;
  }

  public int status() {
    return status;
  }

  /** What went wrong, null when nothing did. */
  public @Nullable ErrorKind error() {
    return error;
  }

  /** The cause for the log of an error that is nobody's answer. */
  public @Nullable Throwable cause() {
    return cause;
  }

  /** Why the upstream could not be reached or broke off, null when it did not. */
  public @Nullable Throwable upstreamCause() {
    return upstreamCause;
  }

  /** What the last attempt's upstream reported. */
  public Usage usage() {
    return meter == null ? Usage.UNKNOWN : meter.usage();
  }

  public StopReason.@Nullable Kind stop() {
    return meter == null ? null : meter.stop();
  }

  public List<Dropped> dropped() {
    return dropped;
  }

  /** What the caller is told beside its answer: what was lost, and budgets that it exceeds. */
  List<Dropped> warnings() {
    List<String> exceeded = lease.warnings();
    if (exceeded.isEmpty()) {
      return dropped;
    }
    List<Dropped> all = new ArrayList<>(dropped);
    exceeded.forEach(budget -> all.add(Dropped.advisory("budget", budget)));
    return all;
  }

  /** What of the upstream's headers the client gets, none before it answered. */
  WireHeaders passedHeaders() {
    return exchange == null ? WireHeaders.NONE : exchange.replyHeaders(upstreamHeaders);
  }

  /** Headers of the upstream's answer, none before it came. */
  WireHeaders upstreamHeaders() {
    return upstreamHeaders;
  }
}
