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
 * What this process holds of one window, and spends of it without asking the store again: its
 * {@link Balance}, and the steps by which the store learns of it and gives more.
 *
 * <p>At most one step is under way; whoever comes meanwhile waits for the next, which serves all of
 * them. A step whose answer is lost is sent again as it was: the store applies it once.
 * Thread-safe; holds its lock for arithmetic alone.
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

  private final Balance balance = new Balance();
  private @Nullable BigDecimal max;

  /** A new one for each life: what was said in an earlier one cannot be taken for this one's. */
  private String holder;

  private long sequence;
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

  private record Step(WindowChange change, Balance.Told told) {}

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
    if (waiters.isEmpty() && balance.free().compareTo(claim.want()) >= 0) {
      return balance.reserve(claim.want());
    }
    if (outage) {
      return inOutage(claim);
    }
    boolean lately = nanos.getAsLong() - refusedUntil < 0;
    return lately && waiters.isEmpty() ? withoutMore(claim, false) : null;
  }

  /** What a claim gets of what is held, where the store has no more; null when it must be asked. */
  private @Nullable Grant withoutMore(Claim claim, boolean isFinal) {
    if (balance.free().compareTo(claim.least()) >= 0) {
      return balance.reserve(balance.free().min(claim.want()));
    }
    BigDecimal most = claim.max();
    WindowState state = known;
    if (most == null || state == null) {
      return isFinal ? refused(Reason.SPENT) : null;
    }
    if (!isFinal
        && most.subtract(state.committed()).add(balance.free()).compareTo(claim.least()) >= 0) {
      return null;
    }
    boolean spentForGood = most.subtract(settled()).compareTo(claim.least()) < 0;
    return refused(spentForGood ? Reason.SPENT : Reason.RESERVED);
  }

  private Grant inOutage(Claim claim) {
    return switch (claim.outage().mode()) {
      case Deny -> refused(Reason.UNAVAILABLE);
      case HeldSlices ->
          balance.free().compareTo(claim.least()) >= 0
              ? balance.reserve(balance.free().min(claim.want()))
              : refused(Reason.UNAVAILABLE);
      case Allow ->
          nanos.getAsLong() - outageSince <= claim.outage().period().toNanos()
              ? balance.reserve(claim.want())
              : refused(Reason.UNAVAILABLE);
    };
  }

  private Refused refused(Reason reason) {
    return new Refused(reason, known == null ? null : settled(), null);
  }

  private BigDecimal settled() {
    return known == null ? balance.spent() : known.settled().add(balance.spent());
  }

  @Override
  public void settle(Granted grant, BigDecimal used, Tally counted) {
    Step step;
    synchronized (this) {
      balance.settle(grant, used, counted);
      step = nextStep();
    }
    send(step);
  }

  @Override
  public synchronized void count(Tally counted) {
    balance.count(counted);
  }

  private @Nullable Step nextStep() {
    if (underWay != null) {
      return null;
    }
    BigDecimal debt = balance.debt();
    if (debt.signum() > 0) {
      return step(debt, null);
    }
    return waiters.isEmpty() ? null : step(growth(), max);
  }

  private BigDecimal growth() {
    BigDecimal need = balance.free().negate();
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
    return need.add(ahead.min(balance.spentLately()).max(ZERO)).max(ZERO);
  }

  private Step step(BigDecimal committed, @Nullable BigDecimal bound) {
    BigDecimal after = balance.heldAfter(committed);
    Balance.Told told = balance.tell(committed);
    Step step =
        new Step(
            new WindowChange(
                id,
                holder,
                sequence + 1,
                committed,
                after,
                committed.signum() > 0 ? bound : null,
                told.counted(),
                span.forgotten()),
            told);
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
    balance.applied(step.change.committed(), step.told);
    narrowings = 0;
  }

  private void exhausted(Step step, List<Answer> answers) {
    balance.untold(step.told);
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
    BigDecimal mine = balance.free().max(ZERO).add(rest);
    return rest.signum() > 0
        && waiters.stream().anyMatch(waiter -> waiter.claim.least().compareTo(mine) <= 0);
  }

  private void superseded(Step step) {
    balance.untold(step.told);
    balance.beginAnew();
    holder = holders.get();
    sequence = 0;
  }

  /** Serves waiters in their order; when the store has given less, with what there is. */
  private void serve(List<Answer> answers) {
    BigDecimal most = max;
    boolean isLast = most != null && known != null && most.compareTo(known.committed()) <= 0;
    while (!waiters.isEmpty()) {
      Waiter waiter = waiters.getFirst();
      if (balance.free().compareTo(waiter.claim.want()) >= 0) {
        answers.add(new Answer(waiters.removeFirst(), balance.reserve(waiter.claim.want())));
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
      balance.tick();
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
    if (balance.debt().signum() > 0) {
      return step(balance.debt(), null);
    }
    long sinceStep = nanos.getAsLong() - steppedAt;
    BigDecimal unused = finishing ? balance.free() : balance.unused();
    boolean isSilent = balance.isHeld() && sinceStep > Slices.HEARTBEAT_NANOS;
    boolean isDue = finishing || sinceStep > Slices.REPORT_NANOS;
    return unused.signum() > 0 || (balance.hasNews() && isDue) || isSilent
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
    return underWay == null && waiters.isEmpty() && balance.isEmpty();
  }

  @Override
  public synchronized BigDecimal left(BigDecimal most) {
    BigDecimal committed = known == null ? balance.held() : known.committed();
    return balance.leftOf(most, committed);
  }
}
