package dev.dragoman.gateway.account;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.exchange.Abandoned;
import dev.dragoman.gateway.exchange.AttemptMeter;
import dev.dragoman.gateway.exchange.ExchangeRecord;
import dev.dragoman.gateway.limit.Spent;
import dev.dragoman.gateway.price.Costs;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.gateway.source.TouchedKeys;
import dev.dragoman.gateway.usage.LimitedRequest;
import dev.dragoman.gateway.usage.UsageSink;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageRecord.Basis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Settles exchanges: each exactly once, when all that it used is known. Thread-safe. */
public final class Accounts implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String ANONYMOUS = "anonymous";

  private final Supplier<String> scope;
  private final UsageSink usage;
  private final ChargeListener listener;
  private final TouchedKeys touched;
  private final Clock clock;
  private final Map<ExchangeRecord, CompletableFuture<Void>> drains = new ConcurrentHashMap<>();

  /**
   * Accounts of one gateway.
   *
   * @param scope uid of the gateway, which a configuration may bring later
   * @param touched gets the keys whose counts change
   */
  public Accounts(
      Supplier<String> scope,
      UsageSink usage,
      ChargeListener listener,
      TouchedKeys touched,
      Clock clock) {
    this.scope = scope;
    this.usage = usage;
    this.listener = listener;
    this.touched = touched;
    this.clock = clock;
  }

  /** Closes an exchange whose reply is over. Called once for each. Never waits. */
  public void close(ExchangeRecord record) {
    CompletableFuture<Void> drain = record.end().whenReached(() -> settle(record));
    if (drain != null) {
      drains.put(record, drain);
      CompletableFuture<Void> _ = drain.thenRun(() -> drains.remove(record));
    }
  }

  /**
   * Waits for the answers that are still read on, but not for long; then they are settled as is.
   */
  @Override
  public void close() {
    CompletableFuture<?>[] open = drains.values().toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(open)
        .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    for (CompletableFuture<?> drain : open) {
      drain.complete(null);
    }
  }

  private void settle(ExchangeRecord record) {
    AttemptMeter last = record.lastAttempt();
    RoutePlan plan = record.plan();
    Instant now = clock.instant();
    if (last == null || plan == null) {
      record.lease().settle(Spent.NOTHING);
      if (plan != null && record.isLimited()) {
        touch(record.caller());
        usage.limited(limited(record.caller(), plan, now));
      }
      return;
    }
    List<Charge> charges = charges(record, last, now);
    record.lease().settle(spent(charges));
    if (record.end().isDrained()) {
      listener.drained(last.isComplete());
    }
    if (!charges.isEmpty()) {
      touch(record.caller());
      charges.forEach(listener::charged);
      usage.charged(records(record, plan, charges, now));
    }
  }

  private void touch(@Nullable Caller caller) {
    if (caller != null && caller.key() != null) {
      touched.touch(caller.key().keyId());
    }
  }

  private static List<Charge> charges(ExchangeRecord record, AttemptMeter last, Instant now) {
    List<Charge> charges = new ArrayList<>(1);
    for (Abandoned attempt : record.abandoned()) {
      MeteredTokens metered = MeteredTokens.of(attempt.meter());
      add(charges, attempt.meter(), metered, record, attempt.kind(), now);
    }
    boolean drained = record.end().isDrained();
    MeteredTokens metered = MeteredTokens.of(last);
    if (drained && metered.basis() == Basis.report) {
      metered = new MeteredTokens(metered.tokens(), Basis.drain);
    }
    add(charges, last, metered, record, drained ? ErrorKind.CANCELLED : record.error(), now);
    return charges;
  }

  private static void add(
      List<Charge> charges,
      AttemptMeter meter,
      MeteredTokens metered,
      ExchangeRecord record,
      @Nullable ErrorKind error,
      Instant now) {
    if (metered.isNothing()) {
      return;
    }
    PriceEntry price = meter.target().price();
    charges.add(
        new Charge(
            meter.number(),
            meter.target(),
            metered.tokens(),
            price == null ? null : Costs.of(price, metered.tokens(), now),
            metered.basis(),
            key(record.caller()),
            team(record.caller()),
            error == null ? "success" : error.name().toLowerCase(Locale.ROOT)));
  }

  private static @Nullable String key(@Nullable Caller caller) {
    KeyEntry key = caller == null ? null : caller.key();
    return key == null ? null : key.name();
  }

  private static @Nullable String team(@Nullable Caller caller) {
    KeyEntry key = caller == null ? null : caller.key();
    return key == null || key.owner() == null ? null : key.owner().team();
  }

  /** All charges together; a cost only where each has one, and all are of one currency. */
  private static Spent spent(List<Charge> charges) {
    if (charges.isEmpty()) {
      return Spent.NOTHING;
    }
    Charge first = charges.getFirst();
    Spent sum = new Spent(first.tokens(), first.cost());
    for (Charge charge : charges.subList(1, charges.size())) {
      sum = new Spent(sum.tokens().plus(charge.tokens()), sum(sum.cost(), charge.cost()));
    }
    return sum;
  }

  private static @Nullable Money sum(@Nullable Money one, @Nullable Money other) {
    return one == null || other == null || !one.currency().equals(other.currency())
        ? null
        : new Money(one.amount().add(other.amount()), one.currency());
  }

  private List<UsageRecord> records(
      ExchangeRecord record, RoutePlan plan, List<Charge> charges, Instant now) {
    List<UsageRecord> records = new ArrayList<>(charges.size());
    for (Charge charge : charges) {
      records.add(
          new UsageRecord(
              scope.get(),
              record.requestId(),
              charge.attempt(),
              now,
              labels(record.caller(), plan, charge.target()),
              charge.tokens(),
              charge.cost(),
              charge.basis(),
              charge.outcome()));
    }
    return records;
  }

  private LimitedRequest limited(@Nullable Caller caller, RoutePlan plan, Instant now) {
    PlannedTarget first = plan.targets().getFirst();
    PriceEntry price = first.price();
    return new LimitedRequest(
        scope.get(), now, labels(caller, plan, first), price == null ? null : price.currency());
  }

  private static UsageLabels labels(@Nullable Caller caller, RoutePlan plan, PlannedTarget target) {
    KeyEntry key = caller == null ? null : caller.key();
    return new UsageLabels(
        key == null ? ANONYMOUS : key.uid(),
        key == null ? ANONYMOUS : key.keyId(),
        key == null ? ANONYMOUS : key.name(),
        team(caller),
        plan.route(),
        target.backend().provider(),
        target.target().model());
  }
}
