package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.config.RuntimeQuota;
import dev.dragoman.gateway.limit.Ask;
import dev.dragoman.gateway.limit.Bound;
import dev.dragoman.gateway.limit.Lease;
import dev.dragoman.gateway.limit.Subject;
import dev.dragoman.gateway.limit.Subject.Kind;
import dev.dragoman.gateway.price.Costs;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.store.usage.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request is going to need of the bounds that it is under.
 *
 * @param plan the targets that its budgets can cover
 * @param ask null when nothing bounds it and nobody is charged
 * @param unsaid the most output that is asked for because the client said nothing and a budget must
 *     be kept, null where the client or the model says it
 */
record Needs(RoutePlan plan, @Nullable Ask ask, @Nullable Integer unsaid) {
  /** The length of an answer that neither its client nor its model bounds. */
  private static final int USUAL_OUTPUT = 16_384;

  private static final Integer LITTLE_OUTPUT = 1_024;

  /**
   * Works out the needs of a call.
   *
   * @throws GatewayException {@code PERMISSION} when a quota of the key is suspended or not there;
   *     {@code INVALID_REQUEST} when the body's own bound is no number
   */
  static Needs of(
      InboundCall call, Scanned scanned, RoutePlan plan, Caller caller, RuntimeConfig config) {
    List<Bound> bounds = bounds(plan, caller, config);
    KeyEntry key = caller.key();
    Subject subject = key == null ? null : new Subject(Kind.KEY, key.uid(), key.name());
    boolean countsTokens = countTokens(bounds);
    if (!countsTokens) {
      Ask ask =
          subject == null && bounds.isEmpty()
              ? null
              : new Ask(subject, bounds, 0, 0, Ask.Rating.NONE);
      return new Needs(plan, ask, null);
    }
    RoutePlan covered = covered(plan, bounds);
    long input = BodyEstimate.inputTokens(scanned.scan().body());
    if (call.operation() != Operation.GENERATE) {
      long rest = call.operation() == Operation.EMBED ? 0 : outputOfUnread(call, scanned);
      Ask.Rating rating = rating(covered, call.received());
      return new Needs(
          covered,
          new Ask(subject, bounds, input + rest, 0, (_, _) -> rating.dearest(input, rest)),
          null);
    }
    BigDecimal asked = call.protocol().passThrough().outputAsked(scanned);
    Integer ofModels = mostOutput(covered);
    Integer unsaid = asked == null && ofModels == null ? Integer.valueOf(USUAL_OUTPUT) : null;
    long output = output(asked, ofModels, covered.policy().maxOutputTokens());
    return new Needs(
        covered, new Ask(subject, bounds, input, output, rating(covered, call.received())), unsaid);
  }

  /**
   * Output of a call that is not read, all of which has to be at hand: nobody can make it answer
   * with less. Who does not say how much gets little by default, as at {@code /v1/completions}.
   */
  private static long outputOfUnread(InboundCall call, Scanned scanned) {
    BigDecimal asked = call.protocol().passThrough().outputAsked(scanned);
    return output(asked, asked == null ? LITTLE_OUTPUT : null, null);
  }

  /** The most output that may be asked for, null for what the client asks. */
  @Nullable Integer affordable(Lease lease) {
    Integer left = lease.affordableOutput();
    return left == null ? unsaid : left;
  }

  private static boolean countTokens(List<Bound> bounds) {
    for (Bound bound : bounds) {
      if (countsTokens(bound)) {
        return true;
      }
    }
    return false;
  }

  private static boolean countsTokens(Bound bound) {
    return switch (bound) {
      case Bound.Rate rate ->
          switch (rate.unit()) {
            case REQUESTS -> false;
            case TOKENS -> true;
          };
      case Bound.Concurrent _ -> false;
      case Bound.Budget _ -> true;
    };
  }

  private static List<Bound> bounds(RoutePlan plan, Caller caller, RuntimeConfig config) {
    KeyEntry key = caller.key();
    List<Bound> ofRoute = plan.policy().bounds().of(key);
    if (key == null || (key.quotas().isEmpty() && ofRoute.isEmpty())) {
      return key == null ? ofRoute : caller.bounds();
    }
    List<Bound> all = new ArrayList<>(ofRoute);
    all.addAll(caller.bounds());
    for (String uid : key.quotas()) {
      all.addAll(inForce(config.quota(uid)).bounds());
    }
    return all;
  }

  /** A bound that is missing must not mean that there is none. */
  private static RuntimeQuota inForce(@Nullable RuntimeQuota quota) {
    if (quota == null) {
      throw GatewayException.of(
          ErrorKind.PERMISSION, "a quota of this API key is not in force on this gateway");
    }
    if (quota.suspended()) {
      throw GatewayException.of(ErrorKind.PERMISSION, "the " + quota.subject() + " is suspended");
    }
    return quota;
  }

  /** Without the targets whose price no budget of money can be kept by, where others are left. */
  private static RoutePlan covered(RoutePlan plan, List<Bound> bounds) {
    List<PlannedTarget> covered = plan.targets();
    for (Bound bound : bounds) {
      if (bound instanceof Bound.Budget budget && budget.isHardInMoney()) {
        covered = covered.stream().filter(target -> budget.covers(target.price())).toList();
      }
    }
    return covered.isEmpty() || covered.size() == plan.targets().size()
        ? plan
        : plan.withTargets(covered);
  }

  /** The longest answer that a target can give, null when one of them does not say. */
  private static @Nullable Integer mostOutput(RoutePlan plan) {
    int most = 0;
    for (PlannedTarget target : plan.targets()) {
      Integer own = target.target().capabilities().maxOutput();
      if (own == null) {
        return null;
      }
      most = Math.max(most, own);
    }
    return most;
  }

  /** The most that an answer may have. */
  static long output(
      @Nullable BigDecimal asked, @Nullable Integer ofModels, @Nullable Integer ofRoute) {
    BigDecimal most = BigDecimal.valueOf(ofModels == null ? USUAL_OUTPUT : ofModels);
    if (asked != null) {
      most = ofModels == null ? asked : asked.min(most);
    }
    if (ofRoute != null) {
      most = most.min(BigDecimal.valueOf(ofRoute));
    }
    return most.max(BigDecimal.ONE).min(BigDecimal.valueOf(Integer.MAX_VALUE)).longValue();
  }

  /** The dearest of the targets; each with its input at the dearest of the ways to bill it. */
  private static Ask.Rating rating(RoutePlan plan, Instant now) {
    return (input, output) -> {
      Money dearest = null;
      for (PlannedTarget target : plan.targets()) {
        PriceEntry price = target.price();
        if (price == null) {
          return null;
        }
        Money cost = dearest(price, input, output, now);
        if (dearest != null && !dearest.currency().equals(cost.currency())) {
          return null;
        }
        dearest = dearest == null ? cost : dearer(dearest, cost);
      }
      return dearest;
    };
  }

  /** The most that so many tokens may cost. */
  static Money dearest(PriceEntry price, long input, long output, Instant now) {
    Money read = Costs.of(price, TokenUsage.of(input, output), now);
    Money written = Costs.of(price, new TokenUsage(0, 0, input, 0, output, 0, 0, 0), now);
    Money writtenLong = Costs.of(price, new TokenUsage(0, 0, 0, input, output, 0, 0, 0), now);
    return dearer(dearer(read, written), writtenLong);
  }

  private static Money dearer(Money one, Money other) {
    return one.amount().compareTo(other.amount()) >= 0 ? one : other;
  }
}
