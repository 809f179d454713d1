package dev.dragoman.gateway.limit;

import dev.dragoman.contract.StoreOutageEntry.Mode;
import dev.dragoman.gateway.limit.Grant.Reason;
import dev.dragoman.gateway.limit.Grant.Refused;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Claims on one slice: answered at once from its balance and from what the store has said last, or
 * when the store has answered. Not thread-safe.
 */
final class Claims {
  private static final BigDecimal ZERO = BigDecimal.ZERO;
  private static final BigDecimal SHARE_OF_REST = BigDecimal.valueOf(8);
  private static final int MOST_NARROWINGS = 3;

  private final Balance balance;
  private final int scale;
  private final LongSupplier nanos;
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private @Nullable BigDecimal max;
  private @Nullable WindowState known;
  private int narrowings;
  private long refusedUntil;
  private long outageSince = -1;

  private record Waiter(Claim claim, CompletableFuture<Grant> answer) {}

  /** A grant that is given once the lock is free. */
  record Answer(CompletableFuture<Grant> waiter, Grant grant) {
    void give() {
      waiter.complete(grant);
    }
  }

  /**
   * No claims yet.
   *
   * @param scale digits behind the point of what is counted
   * @param nanos monotonic time
   */
  Claims(Balance balance, int scale, LongSupplier nanos) {
    this.balance = balance;
    this.scale = scale;
    this.nanos = nanos;
    this.refusedUntil = nanos.getAsLong();
  }

  /** Whether nobody waits for the store. */
  boolean isEmpty() {
    return waiters.isEmpty();
  }

  /** What the latest claim says that all together may use, null where they are only counted. */
  @Nullable BigDecimal max() {
    return max;
  }

  boolean isInOutage() {
    return outageSince >= 0;
  }

  /** What of the window is committed, as far as this process knows. */
  BigDecimal committed() {
    return known == null ? balance.held() : known.committed();
  }

  /** What a claim gets without the store, null when the store must be asked. */
  @Nullable Grant atOnce(Claim claim) {
    max = claim.max();
    if (isInOutage() && claim.outage().mode() == Mode.Deny) {
      return refused(Reason.UNAVAILABLE);
    }
    if (waiters.isEmpty() && balance.free().compareTo(claim.want()) >= 0) {
      return balance.reserve(claim.want());
    }
    if (isInOutage()) {
      return inOutage(claim);
    }
    boolean lately = nanos.getAsLong() - refusedUntil < 0;
    return lately && waiters.isEmpty() ? withoutMore(claim, false) : null;
  }

  /** The answer of a claim that waits for the store. */
  CompletableFuture<Grant> await(Claim claim) {
    Waiter waiter = new Waiter(claim, new CompletableFuture<>());
    waiters.add(waiter);
    return waiter.answer;
  }

  /** What a step asks of the store for those who wait, and a little ahead of who will come. */
  BigDecimal growth() {
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

  /** The store has answered: this is the window now. */
  void know(WindowState state) {
    known = state;
    outageSince = -1;
  }

  /** The store has given: waiters in their order; where it has given less, what there is. */
  List<Answer> served() {
    narrowings = 0;
    BigDecimal most = max;
    boolean isLast = most != null && most.compareTo(committed()) <= 0;
    List<Answer> answers = new ArrayList<>();
    while (!waiters.isEmpty()) {
      BigDecimal want = waiters.getFirst().claim.want();
      if (balance.free().compareTo(want) >= 0) {
        answers.add(new Answer(waiters.removeFirst().answer, balance.reserve(want)));
      } else if (isLast) {
        settleAll(answers);
      } else {
        return answers;
      }
    }
    return answers;
  }

  /** The store has not so much: nobody's answer yet where less may do, else everybody's. */
  List<Answer> exhausted() {
    if (isEnoughLeft() && ++narrowings <= MOST_NARROWINGS) {
      return List.of();
    }
    narrowings = 0;
    refusedUntil = nanos.getAsLong() + Slices.REFUSAL_NANOS;
    List<Answer> answers = new ArrayList<>();
    settleAll(answers);
    return answers;
  }

  /** The store is silent. */
  List<Answer> unanswered() {
    if (!isInOutage()) {
      outageSince = nanos.getAsLong();
    }
    List<Answer> answers = new ArrayList<>();
    while (!waiters.isEmpty()) {
      Waiter waiter = waiters.removeFirst();
      answers.add(new Answer(waiter.answer, inOutage(waiter.claim)));
    }
    return answers;
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

  private void settleAll(List<Answer> answers) {
    while (!waiters.isEmpty()) {
      Waiter waiter = waiters.removeFirst();
      Grant grant = withoutMore(waiter.claim, true);
      answers.add(new Answer(waiter.answer, grant == null ? refused(Reason.SPENT) : grant));
    }
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
}
