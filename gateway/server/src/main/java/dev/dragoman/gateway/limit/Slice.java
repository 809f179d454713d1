package dev.dragoman.gateway.limit;

import dev.dragoman.contract.StoreOutageEntry.Mode;
import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.gateway.limit.Grant.Reason;
import dev.dragoman.gateway.limit.Grant.Refused;
import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process holds of one window, and spends of it without asking the store again.
 *
 * <pre>
 * held = free + reserved + spent
 *
 * reserve: free → reserved                   here
 * settle:  reserved → spent, the rest free   here
 * step:    committed and held grow by what is waited for, or shrink by what is not used;
 *          spent leaves what is held         one conditional write of the store
 * </pre>
 *
 * At most one step is under way; whoever comes meanwhile waits for the next, which serves all of
 * them. A step whose answer is lost is sent again as it was: the store applies it once. What is
 * used beyond the reservations, or during an outage that permits it, is a debt: the next step
 * commits it whatever the window's max. Thread-safe; holds its lock for arithmetic alone.
 */
final class Slice implements Window {
  private static final BigDecimal ZERO = BigDecimal.ZERO;
  private static final BigDecimal SHARE_OF_REST = BigDecimal.valueOf(8);
  private static final int MOST_NARROWINGS = 3;

  private final WindowId id;
  private final WindowStore store;
  private final Supplier<String> holders;
  private final Span span;
  private final LongSupplier nanos;
  private final int scale;
  private final Deaths deaths;
  private final Consumer<WindowState> watcher;
  private final Deque<Waiter> waiters = new ArrayDeque<>();

  private BigDecimal held = ZERO;
  private BigDecimal reserved = ZERO;
  private BigDecimal spent = ZERO;
  private Tally tally = Tally.NONE;

  /** The least that was free, and what was spent, since the last {@link #tick}. */
  private BigDecimal leastFree = ZERO;

  private BigDecimal spentLately = ZERO;

  private @Nullable BigDecimal max;

  /** A new one for each life: what was said in an earlier one cannot be taken for this one's. */
  private String holder;

  private long sequence;
  private int life;
  private @Nullable Step underWay;
  private boolean sent;
  private int narrowings;
  private @Nullable WindowState known;
  private long refusedUntil;
  private long steppedAt;
  private long outageSince = -1;
  private boolean finishing;
  private final CompletableFuture<Void> finished = new CompletableFuture<>();

  /**
   * When the window is over.
   *
   * @param end first moment after it, null for never
   * @param forgotten when its item may be removed, null for never
   */
  record Span(@Nullable Instant end, @Nullable Instant forgotten) {}

  private record Waiter(Claim claim, CompletableFuture<Grant> answer) {}

  private record Step(WindowChange change, BigDecimal spent, Tally tally) {}

  /** A grant that is given once the lock is free. */
  private record Answer(Waiter waiter, Grant grant) {
    void give() {
      waiter.answer.complete(grant);
    }
  }

  /**
   * A slice that holds nothing yet.
   *
   * @param holders gives a name that no holder has had before
   * @param scale digits behind the point of what is counted
   * @param watcher is told of the window after each step
   * @param nanos monotonic time
   */
  Slice(
      WindowId id,
      WindowStore store,
      Supplier<String> holders,
      Span span,
      int scale,
      Consumer<WindowState> watcher,
      LongSupplier nanos) {
    this.id = id;
    this.store = store;
    this.holders = holders;
    this.holder = holders.get();
    this.span = span;
    this.scale = scale;
    this.watcher = watcher;
    this.nanos = nanos;
    this.deaths = new Deaths(id, store, nanos);
    this.steppedAt = nanos.getAsLong();
  }

  WindowId id() {
    return id;
  }

  @Override
  public CompletableFuture<Grant> reserve(Claim claim) {
    Waiter waiter = new Waiter(claim, new CompletableFuture<>());
    Grant now;
    Step step = null;
    synchronized (this) {
      max = claim.max();
      now = atOnce(claim);
      if (now == null) {
        waiters.add(waiter);
        step = nextStep();
      }
    }
    if (now != null) {
      waiter.answer.complete(now);
    } else {
      send(step);
    }
    return waiter.answer;
  }

  private @Nullable Grant atOnce(Claim claim) {
    boolean outage = outageSince >= 0;
    if (outage && claim.outage().mode() == Mode.Deny) {
      return refused(Reason.UNAVAILABLE);
    }
    if (waiters.isEmpty() && free().compareTo(claim.want()) >= 0) {
      return granted(claim.want());
    }
    if (outage) {
      return inOutage(claim);
    }
    boolean lately = nanos.getAsLong() - refusedUntil < 0;
    return lately && waiters.isEmpty() ? withoutMore(claim, false) : null;
  }

  /** What a claim gets of what is held, where the store has no more; null when it must be asked. */
  private @Nullable Grant withoutMore(Claim claim, boolean isFinal) {
    if (free().compareTo(claim.least()) >= 0) {
      return granted(free().min(claim.want()));
    }
    BigDecimal most = claim.max();
    WindowState state = known;
    if (most == null || state == null) {
      return isFinal ? refused(Reason.SPENT) : null;
    }
    if (!isFinal && most.subtract(state.committed()).add(free()).compareTo(claim.least()) >= 0) {
      return null;
    }
    boolean spentForGood = most.subtract(settled()).compareTo(claim.least()) < 0;
    return refused(spentForGood ? Reason.SPENT : Reason.RESERVED);
  }

  private Grant inOutage(Claim claim) {
    return switch (claim.outage().mode()) {
      case Deny -> refused(Reason.UNAVAILABLE);
      case HeldSlices ->
          free().compareTo(claim.least()) >= 0
              ? granted(free().min(claim.want()))
              : refused(Reason.UNAVAILABLE);
      case Allow ->
          nanos.getAsLong() - outageSince <= claim.outage().period().toNanos()
              ? granted(claim.want())
              : refused(Reason.UNAVAILABLE);
    };
  }

  private Granted granted(BigDecimal amount) {
    reserved = reserved.add(amount);
    leastFree = leastFree.min(free());
    return new Granted(amount, life);
  }

  private Refused refused(Reason reason) {
    return new Refused(reason, known == null ? null : settled(), null);
  }

  private BigDecimal settled() {
    return known == null ? spent : known.settled().add(spent);
  }

  private BigDecimal free() {
    return held.subtract(reserved).subtract(spent);
  }

  @Override
  public void settle(Granted grant, BigDecimal used, Tally counted) {
    Step step;
    synchronized (this) {
      tally = tally.plus(counted);
      // What a slice held that was taken for dead is charged already, this grant with it.
      if (grant.life() == life) {
        reserved = reserved.subtract(grant.amount());
        spent = spent.add(used);
        spentLately = spentLately.add(used);
      } else if (used.compareTo(grant.amount()) > 0) {
        spent = spent.add(used.subtract(grant.amount()));
      }
      step = free().signum() < 0 || !waiters.isEmpty() ? nextStep() : null;
    }
    send(step);
  }

  @Override
  public synchronized void count(Tally counted) {
    tally = tally.plus(counted);
  }

  private @Nullable Step nextStep() {
    if (underWay != null) {
      return null;
    }
    BigDecimal debt = free().negate();
    if (debt.signum() > 0) {
      return step(debt, null);
    }
    return waiters.isEmpty() ? null : step(growth(), max);
  }

  private BigDecimal growth() {
    BigDecimal need = free().negate();
    for (Waiter waiter : waiters) {
      need = need.add(waiter.claim.want());
    }
    WindowState state = known;
    BigDecimal most = max;
    if (most == null || state == null) {
      return need.max(ZERO);
    }
    BigDecimal rest = most.subtract(state.committed());
    if (narrowings > 0) {
      return need.min(rest).max(ZERO);
    }
    BigDecimal ahead = rest.divide(SHARE_OF_REST, scale, RoundingMode.DOWN);
    return need.add(ahead.min(spentLately).max(ZERO)).max(ZERO);
  }

  private Step step(BigDecimal committed, @Nullable BigDecimal bound) {
    BigDecimal after = held.subtract(spent).add(committed);
    Step step =
        new Step(
            new WindowChange(
                id,
                holder,
                sequence + 1,
                committed,
                after,
                committed.signum() > 0 ? bound : null,
                tally,
                span.forgotten()),
            spent,
            tally);
    // What is given back may not be spent while the store is told.
    held = held.add(committed.min(ZERO));
    tally = Tally.NONE;
    underWay = step;
    sent = true;
    return step;
  }

  private void send(@Nullable Step step) {
    if (step != null) {
      CompletableFuture<ChangeOutcome> _ =
          store
              .change(step.change)
              .whenComplete((outcome, failure) -> {
                if (failure != null) {
                  unanswered();
                } else {
                  answered(step, outcome);
                }
              });
    }
  }

  private void answered(Step step, ChangeOutcome outcome) {
    List<Answer> answers = new ArrayList<>();
    Step next;
    synchronized (this) {
      underWay = null;
      sent = false;
      outageSince = -1;
      known = outcome.state();
      steppedAt = nanos.getAsLong();
      switch (outcome) {
        case ChangeOutcome.Applied _ -> {
          applied(step);
          serve(answers);
        }
        case ChangeOutcome.Exhausted _ -> exhausted(step, answers);
        case ChangeOutcome.Superseded _ -> superseded(step);
      }
      next = nextStep();
    }
    answers.forEach(Answer::give);
    deaths.watch(outcome.state(), step.change.holder());
    watcher.accept(outcome.state());
    send(next);
    goOn();
  }

  private void applied(Step step) {
    sequence = step.change.sequence();
    held = held.add(step.change.committed().max(ZERO)).subtract(step.spent);
    spent = spent.subtract(step.spent);
    narrowings = 0;
  }

  private void exhausted(Step step, List<Answer> answers) {
    tally = tally.plus(step.tally);
    if (isEnoughLeft() && ++narrowings <= MOST_NARROWINGS) {
      return;
    }
    narrowings = 0;
    refusedUntil = nanos.getAsLong() + Slices.REFUSAL_NANOS;
    settleAll(answers);
  }

  /** Whether the modest among the waiters could go on with what is left. */
  private boolean isEnoughLeft() {
    BigDecimal most = max;
    WindowState state = known;
    if (most == null || state == null) {
      return false;
    }
    BigDecimal rest = most.subtract(state.committed());
    BigDecimal mine = free().max(ZERO).add(rest);
    return rest.signum() > 0
        && waiters.stream().anyMatch(waiter -> waiter.claim.least().compareTo(mine) <= 0);
  }

  /**
   * What was held is charged since the holder was taken for dead, and with it all that was reserved
   * and spent of it; what was beyond it is not.
   */
  private void superseded(Step step) {
    tally = tally.plus(step.tally);
    BigDecimal beyond = free().negate().max(ZERO);
    life++;
    holder = holders.get();
    sequence = 0;
    held = ZERO;
    reserved = ZERO;
    spent = beyond;
  }

  /** Serves waiters in their order; when the store has given less, with what there is. */
  private void serve(List<Answer> answers) {
    BigDecimal most = max;
    boolean isLast = most != null && known != null && most.compareTo(known.committed()) <= 0;
    while (!waiters.isEmpty()) {
      Waiter waiter = waiters.getFirst();
      if (free().compareTo(waiter.claim.want()) >= 0) {
        answers.add(new Answer(waiters.removeFirst(), granted(waiter.claim.want())));
      } else if (isLast) {
        settleAll(answers);
      } else {
        return;
      }
    }
  }

  private void settleAll(List<Answer> answers) {
    while (!waiters.isEmpty()) {
      Waiter waiter = waiters.removeFirst();
      Grant grant = withoutMore(waiter.claim, true);
      answers.add(new Answer(waiter, grant == null ? refused(Reason.SPENT) : grant));
    }
  }

  /** The step may have been applied: it stays under way until the store says. */
  private void unanswered() {
    List<Answer> answers = new ArrayList<>();
    synchronized (this) {
      sent = false;
      if (outageSince < 0) {
        outageSince = nanos.getAsLong();
      }
      while (!waiters.isEmpty()) {
        Waiter waiter = waiters.removeFirst();
        answers.add(new Answer(waiter, inOutage(waiter.claim)));
      }
    }
    answers.forEach(Answer::give);
    deaths.forget();
  }

  /**
   * Does what is due: sends a lost step again, tells the store what was spent, gives back what was
   * not used since the last call, and shows that this holder is alive.
   */
  void tick() {
    Step step = null;
    synchronized (this) {
      if (underWay != null) {
        step = sent ? null : underWay;
        sent = true;
      } else {
        step = due();
      }
      leastFree = free().max(ZERO);
      spentLately = ZERO;
    }
    send(step);
  }

  /**
   * Gives back and tells everything, as soon as nothing is reserved any more; what is reserved
   * after that is not told.
   */
  CompletableFuture<Void> finish() {
    synchronized (this) {
      finishing = true;
    }
    tick();
    goOn();
    return finished;
  }

  /** While it ends: the next step, or that there is none. */
  private void goOn() {
    boolean isOver;
    Step step = null;
    synchronized (this) {
      isOver = finishing && isEmpty();
      if (finishing && !isOver && underWay == null && outageSince < 0) {
        step = due();
      }
    }
    send(step);
    if (isOver) {
      finished.complete(null);
    }
  }

  private @Nullable Step due() {
    if (free().signum() < 0) {
      return step(free().negate(), null);
    }
    BigDecimal unused =
        (finishing ? free() : leastFree.min(free()).subtract(spentLately)).max(ZERO);
    boolean isSilent = held.signum() != 0 && nanos.getAsLong() - steppedAt > Slices.HEARTBEAT_NANOS;
    boolean isDirty = spent.signum() != 0 || !tally.isNone();
    boolean isDue = finishing || nanos.getAsLong() - steppedAt > Slices.REPORT_NANOS;
    return unused.signum() > 0 || (isDirty && isDue) || isSilent
        ? step(unused.negate(), null)
        : null;
  }

  /** Whether nobody needs it any more: its window is over or long unused, and all is told. */
  synchronized boolean isOver(Instant now) {
    Instant end = span.end();
    boolean isPast = end != null && !now.isBefore(end);
    return isEmpty() && (isPast || nanos.getAsLong() - steppedAt > Slices.UNUSED_NANOS);
  }

  /** Whether nothing would be lost without it. */
  synchronized boolean isEmpty() {
    return underWay == null
        && waiters.isEmpty()
        && held.signum() == 0
        && reserved.signum() == 0
        && spent.signum() == 0
        && tally.isNone();
  }

  @Override
  public synchronized BigDecimal left(BigDecimal most) {
    BigDecimal others = known == null ? ZERO : known.committed().subtract(held);
    return most.subtract(others).subtract(reserved).subtract(spent).max(ZERO);
  }
}
