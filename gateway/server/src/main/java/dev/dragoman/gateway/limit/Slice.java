package dev.dragoman.gateway.limit;

import dev.dragoman.gateway.limit.Claims.Answer;
import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.gateway.limit.Steps.Step;
import dev.dragoman.gateway.limit.debt.Debt;
import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process holds of one window, and spends of it without asking the store again: its
 * {@link Balance}, the {@link Claims} on it, and the {@link Steps} by which the store learns of it
 * and gives more.
 *
 * <p>At most one step is under way; whoever comes meanwhile waits for the next, which serves all of
 * them. A step whose answer is lost is sent again as it was: the store applies it once.
 * Thread-safe; holds its lock for arithmetic alone.
 */
final class Slice implements Window {
  private final WindowId id;
  private final WindowStore store;
  private final Span span;
  private final Deaths deaths;
  private final Consumer<WindowState> watcher;
  private final Balance balance = new Balance();
  private final Claims claims;
  private final Steps steps;
  private boolean finishing;
  private final CompletableFuture<Void> finished = new CompletableFuture<>();

  /**
   * When the window is over.
   *
   * @param end first moment after it, null for never
   * @param forgotten when its item may be removed, null for never
   */
  record Span(@Nullable Instant end, @Nullable Instant forgotten) {}

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
    this.span = span;
    this.watcher = watcher;
    this.claims = new Claims(balance, scale, nanos);
    this.steps = new Steps(id, balance, holders, span.forgotten(), nanos);
    this.deaths = new Deaths(id, store, nanos);
  }

  WindowId id() {
    return id;
  }

  @Override
  public CompletableFuture<Grant> reserve(Claim claim) {
    CompletableFuture<Grant> answer;
    Step step;
    synchronized (this) {
      Grant now = claims.atOnce(claim);
      if (now != null) {
        return CompletableFuture.completedFuture(now);
      }
      answer = claims.await(claim);
      step = nextStep();
    }
    send(step);
    return answer;
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
    if (steps.isUnderWay()) {
      return null;
    }
    BigDecimal debt = balance.debt();
    if (debt.signum() > 0) {
      return steps.make(debt, null);
    }
    return claims.isEmpty() ? null : steps.make(claims.growth(), claims.max());
  }

  private void send(@Nullable Step step) {
    if (step != null) {
      CompletableFuture<ChangeOutcome> _ =
          store
              .change(step.change())
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
    List<Answer> answers;
    Step next;
    synchronized (this) {
      claims.know(outcome.state());
      answers =
          switch (outcome) {
            case ChangeOutcome.Applied _ -> {
              steps.applied(step);
              yield claims.served();
            }
            case ChangeOutcome.Exhausted _ -> {
              steps.refused();
              yield claims.exhausted();
            }
            case ChangeOutcome.Superseded _ -> {
              steps.superseded(step);
              yield List.of();
            }
          };
      next = nextStep();
      if (next == null && isOverdue(step)) {
        next = steps.make(BigDecimal.ZERO, null);
      }
    }
    answers.forEach(Answer::give);
    deaths.watch(outcome.state(), step.change().holder());
    watcher.accept(outcome.state());
    send(next);
    goOn();
  }

  /** What the first step of a holder left out, and what was spent in an outage, is told at once. */
  private boolean isOverdue(Step last) {
    boolean isFirst = last.change().sequence() == 1;
    return !steps.isUnderWay() && steps.hasNews() && (isFirst || steps.isBehind());
  }

  /** The step may have been applied: it stays under way until the store says. */
  private void unanswered() {
    List<Answer> answers;
    synchronized (this) {
      steps.lost();
      answers = claims.unanswered();
    }
    answers.forEach(Answer::give);
    deaths.forget();
  }

  /**
   * Does what is due: sends a lost step again, tells the store what was spent, gives back what was
   * not used since the last call, and shows that this holder is alive.
   */
  void tick() {
    Step step;
    synchronized (this) {
      step = steps.isUnderWay() ? steps.again() : due();
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
      if (finishing && !isOver && !steps.isUnderWay() && !claims.isInOutage()) {
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
      return steps.make(balance.debt(), null);
    }
    long silent = steps.nanosSinceAnswer();
    BigDecimal unused = finishing ? balance.free() : balance.unused();
    boolean isSilent = balance.isHeld() && silent > Slices.HEARTBEAT_NANOS;
    boolean isDue = finishing || silent > Slices.REPORT_NANOS;
    return unused.signum() > 0 || (steps.hasNews() && isDue) || isSilent
        ? steps.make(unused.negate(), null)
        : null;
  }

  /** Whether nobody needs it any more: its window is over or long unused, and all is told. */
  synchronized boolean isOver(Instant now) {
    Instant end = span.end();
    boolean isPast = end != null && !now.isBefore(end);
    return isEmpty() && (isPast || steps.nanosSinceAnswer() > Slices.UNUSED_NANOS);
  }

  /** Whether nothing would be lost without it. */
  synchronized boolean isEmpty() {
    return !steps.isUnderWay() && !steps.hasNews() && claims.isEmpty() && balance.isEmpty();
  }

  /** What would be lost with this process of what was spent in an outage, null for nothing. */
  synchronized @Nullable Debt debt() {
    return steps.debt();
  }

  @Override
  public synchronized BigDecimal left(BigDecimal most) {
    return balance.leftOf(most, claims.committed());
  }
}
