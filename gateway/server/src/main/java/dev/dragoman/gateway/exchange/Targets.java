package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.PolicyEntry.Addition;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.ByteSearch;
import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.OutputBound.Reason;
import dev.dragoman.protocol.codec.ReasoningControls.State;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.envelope.ForgottenState;
import dev.dragoman.protocol.envelope.StateOpener.Opened;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.normalise.AddedCacheMarks;
import dev.dragoman.protocol.normalise.RemoteMedia;
import dev.dragoman.protocol.normalise.RemoteMedia.Content;
import dev.dragoman.protocol.normalise.RemoteMedia.Remote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a request reaches each of its targets: as it came, or converted. The request is
 * decoded at most once, successfully or not, and only when a target needs it. Single use, not
 * thread-safe.
 */
final class Targets {
  private static final ByteSearch TOOLS = new ByteSearch("\"tool");

  private final InboundCall call;
  private final Scanned scanned;
  private final PolicyEntry policy;
  private final RoutePlan plan;
  private final Thoughts thoughts;
  private final @Nullable Integer affordable;
  private final ExchangeRecord record;
  private @Nullable Opened decoded;
  private @Nullable GatewayException undecodable;

  /** Whether the gateway's policy left something out of the request. */
  private boolean reduced;

  private Map<String, Content> fetched = Map.of();

  /** What is in the body, null until it was looked through for it: once, it may be large. */
  private @Nullable Boolean bringsTools;

  private @Nullable Boolean holdsGatewayState;

  private final Map<Dialect, Boolean> passing = new HashMap<>();

  Targets(
      InboundCall call,
      Scanned scanned,
      PolicyEntry policy,
      RoutePlan plan,
      Thoughts thoughts,
      @Nullable Integer affordable,
      ExchangeRecord record) {
    this.call = call;
    this.scanned = scanned;
    this.policy = policy;
    this.plan = plan;
    this.thoughts = thoughts;
    this.affordable = affordable;
    this.record = record;
  }

  /**
   * The exchange with one target.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for what the target cannot carry, or may not
   *     lose
   */
  TargetExchange exchange(PlannedTarget target) {
    TargetExchange exchange = carried(target);
    LossReport.check(call.request().headers(), exchange.dropped());
    return exchange;
  }

  /**
   * The exchange with a target that cannot read reasoning state in the request, which goes there
   * without it; null when it holds none.
   *
   * @throws GatewayException as {@link #exchange} does
   */
  @Nullable TargetExchange withoutState(PlannedTarget target) {
    Opened forgotten = ForgottenState.without(decoded());
    boolean remembered = isConverting(target);
    if (forgotten.lost().size() == decoded().lost().size() && !remembered) {
      return null;
    }
    TargetExchange exchange = converted(forgotten, target, thoughts.withoutRecall());
    LossReport.check(call.request().headers(), exchange.dropped());
    return exchange;
  }

  private TargetExchange carried(PlannedTarget target) {
    return !isConverting(target) && isUnchanged(target)
        ? passedThrough(target)
        : converted(decoded(), target, thoughts);
  }

  /** Whether the gateway's policy leaves a request as it is. */
  private boolean isUnchanged(PlannedTarget target) {
    if (policy.isRestrictive()) {
      Opened _ = decoded();
    }
    return !reduced && !getsMarks(target);
  }

  /** What cannot be read here is none of this gateway's business to mark. */
  private boolean getsMarks(PlannedTarget target) {
    try {
      return addsMarks()
          && AddedCacheMarks.isFor(decoded().request(), target.target().capabilities());
    } catch (GatewayException e) {
      return false;
    }
  }

  private boolean addsMarks() {
    return policy.switchedOn().contains(Addition.PromptCaching);
  }

  private ChatRequest marked(ChatRequest request, PlannedTarget target) {
    return addsMarks() ? AddedCacheMarks.to(request, target.target().capabilities()) : request;
  }

  private boolean isConverting(PlannedTarget target) {
    return !call.protocol().id().equals(target.backend().protocol().id()) || isConverted(target);
  }

  /**
   * Whether a request is converted though its target speaks the client's protocol: state of the
   * gateway's own is never forwarded, a server with gaps in the protocol gets nothing unread, and a
   * model that wants its thinking back with tools does not get it from clients of this protocol
   * (Roo-Code#12195).
   */
  private boolean isConverted(PlannedTarget target) {
    boolean remembers = target.target().capabilities().controls().state() == State.TEXT;
    return !target.target().dialect().passThrough()
        || (remembers && bringsTools())
        || !passes(target.target().dialect())
        || holdsGatewayState();
  }

  private boolean passes(Dialect dialect) {
    return passing.computeIfAbsent(
        dialect, one -> call.protocol().passThrough().passes(call.request(), one));
  }

  private boolean bringsTools() {
    Boolean known = bringsTools;
    if (known == null) {
      known = TOOLS.isIn(scanned.scan().body());
      bringsTools = known;
    }
    return known;
  }

  private boolean holdsGatewayState() {
    Boolean known = holdsGatewayState;
    if (known == null) {
      known = call.protocol().passThrough().holdsGatewayState(scanned.scan().body());
      holdsGatewayState = known;
    }
    return known;
  }

  private Opened decoded() {
    // A large body that is invalid would else be parsed anew for each target.
    if (undecodable != null) {
      throw undecodable;
    }
    Opened request = decoded;
    if (request == null) {
      request = decode();
      decoded = request;
    }
    return request;
  }

  private Opened decode() {
    try {
      Opened opened = thoughts.opened(call.protocol().inbound().decodeRequest(call.request()));
      Opened permitted = FeatureSwitches.applied(policy, opened);
      reduced = permitted.lost().size() > opened.lost().size();
      return permitted;
    } catch (GatewayException e) {
      undecodable = e;
      throw e;
    }
  }

  private TargetExchange passedThrough(PlannedTarget target) {
    OutputBound bound = bound(target);
    if (bound == null) {
      return PassThroughExchange.of(call, unbounded(scanned), plan, target, record);
    }
    return PassThroughExchange.of(
        call, call.protocol().passThrough().bounded(scanned, bound), plan, target, record);
  }

  /**
   * Addresses of media that targets of the plan need as bytes. Targets that may only come into play
   * by a failover count too: when they do there is no time to fetch.
   */
  List<Remote> remoteMedia() {
    List<PlannedTarget> converting = plan.targets().stream().filter(this::isConverting).toList();
    if (converting.isEmpty()) {
      return List.of();
    }
    try {
      return RemoteMedia.in(
          decoded().request(),
          block -> converting.stream().anyMatch(target -> needsBytes(target, block)));
    } catch (GatewayException e) {
      // Every target that needs the request decoded is refused for the same reason later.
      return List.of();
    }
  }

  /**
   * Calls whose thoughts targets of the plan want and only other processes may have. Where the
   * first target takes the request as it came there are none: what an aid is for is not worth
   * decoding every request for a failover.
   */
  List<String> missingThoughts() {
    if (!isConverting(plan.targets().getFirst())) {
      return List.of();
    }
    try {
      Set<String> calls = new LinkedHashSet<>();
      for (PlannedTarget target : plan.targets()) {
        if (isConverting(target)) {
          calls.addAll(
              thoughts.missing(decoded().request(), target.target().capabilities().controls()));
        }
      }
      return List.copyOf(calls);
    } catch (GatewayException e) {
      // Every target that needs the request decoded is refused for the same reason later.
      return List.of();
    }
  }

  /** Takes what the addresses led to. */
  void fetched(Map<String, Content> contents) {
    fetched = contents;
  }

  private static boolean needsBytes(PlannedTarget target, ContentBlock block) {
    return target.backend().protocol().outbound().needsBytes(block, target.target().capabilities());
  }

  private TargetExchange converted(Opened opened, PlannedTarget target, Thoughts own) {
    ChatRequest request =
        fetched.isEmpty()
            ? opened.request()
            : RemoteMedia.replaced(opened.request(), block -> needsBytes(target, block), fetched);
    ChatRequest marked = marked(request, target);
    OutputBound bound = bound(target);
    OutputBound.Bounded<ChatRequest> bounded = bound == null ? unbounded(marked) : bound.of(marked);
    List<Dropped> lost = new ArrayList<>(opened.lost());
    lost.addAll(bounded.lowered());
    return ConvertedExchange.of(
        call,
        new OutputBound.Bounded<>(bounded.request(), lost),
        new ConvertedExchange.Aim(target, plan.policy().losses()),
        own,
        record);
  }

  private @Nullable OutputBound bound(PlannedTarget target) {
    Integer ofRoute = plan.policy().maxOutputTokens();
    Capabilities capabilities = target.target().capabilities();
    if (affordable != null && (ofRoute == null || affordable < ofRoute)) {
      return new OutputBound(affordable, capabilities, Reason.BUDGET);
    }
    return ofRoute == null ? null : new OutputBound(ofRoute, capabilities);
  }

  private static <T> OutputBound.Bounded<T> unbounded(T request) {
    return new OutputBound.Bounded<>(request, List.<Dropped>of());
  }
}
