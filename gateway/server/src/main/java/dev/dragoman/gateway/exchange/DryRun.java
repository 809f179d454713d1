package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.Money;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.normalise.RemoteMedia.Content;
import dev.dragoman.protocol.normalise.RemoteMedia.Kind;
import dev.dragoman.protocol.normalise.RemoteMedia.Remote;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each target of a plan would be sent; nothing is called and nothing fetched.
 *
 * @param fetched media that would be fetched first; {@code AAAA} stands for their bytes
 * @param steps one for each target, in the order of the plan
 */
public record DryRun(List<Remote> fetched, List<Step> steps) {
  private static final String PLACEHOLDER = "AAAA";

  public DryRun {
    fetched = List.copyOf(fetched);
    steps = List.copyOf(steps);
  }

  /**
   * What would become of a request at one target.
   *
   * @param request what it would get, null when it cannot carry the request
   * @param refusal why it cannot, null when it can
   * @param estimate what it would take
   */
  public record Step(
      PlannedTarget target,
      @Nullable WireRequest request,
      boolean passThrough,
      List<Dropped> dropped,
      @Nullable String refusal,
      Estimate estimate) {
    public Step {
      dropped = List.copyOf(dropped);
    }
  }

  /**
   * What budgets would reserve for a request at one target.
   *
   * @param outputTokens the most that the answer may have
   * @param cost the most that it may cost, null where the model has no price
   */
  public record Estimate(long inputTokens, long outputTokens, @Nullable Money cost) {}

  /**
   * Encodes a call for all targets of its plan.
   *
   * @param fetching whether media would be fetched
   * @throws GatewayException {@code INVALID_REQUEST} when the body is no request at all
   */
  public static DryRun of(InboundCall call, PolicyEntry policy, RoutePlan plan, boolean fetching) {
    Scanned scanned = ExchangePipeline.scan(call);
    Targets targets =
        new Targets(
            call,
            scanned,
            policy,
            plan,
            Thoughts.none(),
            null,
            new ExchangeRecord(call.requestId(), call.protocol(), 0));
    List<Remote> remotes = fetching ? targets.remoteMedia() : List.of();
    targets.fetched(placeholders(remotes));
    List<Step> steps = new ArrayList<>();
    for (PlannedTarget target : plan.targets()) {
      steps.add(step(targets, target, estimate(call, scanned, plan, target)));
    }
    return new DryRun(remotes, steps);
  }

  private static Estimate estimate(
      InboundCall call, Scanned scanned, RoutePlan plan, PlannedTarget target) {
    long input = BodyEstimate.inputTokens(scanned.scan().body());
    long output =
        Needs.output(
            call.protocol().passThrough().outputAsked(scanned),
            target.target().capabilities().maxOutput(),
            plan.policy().maxOutputTokens());
    PriceEntry price = target.price();
    Money cost = price == null ? null : Needs.dearest(price, input, output, call.received());
    return new Estimate(input, output, cost);
  }

  private static Step step(Targets targets, PlannedTarget target, Estimate estimate) {
    try {
      TargetExchange exchange = targets.exchange(target);
      return new Step(
          target, exchange.request(), exchange.passThrough(), exchange.dropped(), null, estimate);
    } catch (GatewayException e) {
      return new Step(target, null, false, List.of(), e.error().message(), estimate);
    }
  }

  private static Map<String, Content> placeholders(List<Remote> remotes) {
    Map<String, Content> contents = new LinkedHashMap<>();
    for (Remote remote : remotes) {
      contents.put(remote.url(), new Content.Bytes(PLACEHOLDER, typeOf(remote.kind())));
    }
    return contents;
  }

  private static String typeOf(Kind kind) {
    return switch (kind) {
      case IMAGE -> "image/png";
      case DOCUMENT -> MediaTypes.PDF;
      case AUDIO -> "audio/wav";
      case VIDEO -> "video/mp4";
    };
  }
}
