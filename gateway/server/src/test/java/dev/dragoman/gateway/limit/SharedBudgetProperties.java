package dev.dragoman.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.StoreOutageEntry;
import dev.dragoman.contract.StoreOutageEntry.Mode;
import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.gateway.limit.debt.Debt;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import dev.dragoman.store.window.WindowStore.Settlement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Three processes spend one budget through a store that loses and delays, are killed and started
 * again, and their callers leave. Whatever happens the budget is not overshot, and what the store
 * says was spent covers what upstreams have counted.
 */
class SharedBudgetProperties {
  private static final WindowId ID = new WindowId("gw", "key", "budget/b/tokens", Instant.EPOCH);
  private static final BigDecimal MAX = BigDecimal.valueOf(20_000);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Time, the store, and what upstreams have counted. */
  private static final class World {
    final Random random;
    final FlakyWindows windows;
    final WindowStore real;
    final List<Pod> processes = new ArrayList<>();
    final List<Heir> heirs = new ArrayList<>();

    /** When heirs begin, in seconds after the rest: at once, or when the dead have been noticed. */
    final int heirsBegin;

    long now;
    private int started;
    BigDecimal upstream = BigDecimal.ZERO;

    World(long seed) {
      random = new Random(seed);
      heirsBegin = random.nextInt(3) == 0 ? 200 : 0;
      real = new MemoryStore().windows();
      windows = new FlakyWindows(real, random);
      for (int i = 0; i < 3; i++) {
        processes.add(new Pod(this));
      }
    }

    int next() {
      return started++;
    }

    WindowState state() {
      return real.read(List.of(ID)).resultNow().getFirst();
    }
  }

  /** One process with its callers. */
  private static final class Pod {
    final World world;
    final MortalWindows windows;
    final Slices slices;
    final List<CompletableFuture<Grant>> asked = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();

    private record Call(Granted grant, BigDecimal used) {}

    Pod(World world) {
      this.world = world;
      this.windows = new MortalWindows(world.windows);
      this.slices = new Slices(windows, "p" + world.next(), state -> {}, () -> world.now);
    }

    Slice slice() {
      return slices.of(ID, new Slice.Span(null, null), 0);
    }

    void ask(Mode mode) {
      BigDecimal want = BigDecimal.valueOf(1 + world.random.nextInt(900));
      BigDecimal least = want.min(BigDecimal.valueOf(100));
      StoreOutageEntry outage = new StoreOutageEntry(mode, Duration.ofMinutes(5));
      asked.add(slice().reserve(new Claim(want, least, MAX, outage)));
    }

    /** Whoever was let in calls its upstream at once; it uses at most what was reserved. */
    void call() {
      List<CompletableFuture<Grant>> done =
          asked.stream().filter(CompletableFuture::isDone).toList();
      asked.removeIf(CompletableFuture::isDone);
      for (CompletableFuture<Grant> answer : done) {
        if (answer.resultNow() instanceof Granted granted) {
          int most = granted.amount().intValueExact();
          BigDecimal used = BigDecimal.valueOf(world.random.nextInt(most + 1));
          world.upstream = world.upstream.add(used);
          calls.add(new Call(granted, used));
        }
      }
    }

    void end() {
      if (!calls.isEmpty()) {
        Call call = calls.remove(world.random.nextInt(calls.size()));
        slice().settle(call.grant, call.used, new Tally(1, 0, 0, 0, 0, BigDecimal.ZERO));
      }
    }

    void endAll() {
      while (!calls.isEmpty()) {
        end();
      }
    }
  }

  /**
   * Settles what one process owed. Like the process before it, it does not know which of its steps
   * arrived; it may begin again after all did.
   */
  private static final class Heir {
    final World world;
    final Debt debt;
    private CompletableFuture<ChangeOutcome> last = new CompletableFuture<>();
    private final long recorded;
    private boolean isOver;

    private boolean isOld() {
      return world.now - recorded > 50 * SECOND;
    }

    Heir(World world, Debt debt) {
      this.world = world;
      this.debt = debt;
      this.recorded = world.now;
      boolean _ = last.cancel(false);
    }

    void act() {
      if (isOver || !last.isDone()) {
        return;
      }
      WindowChange next = debt.next(world.state(), isOld());
      if (next != null) {
        last = world.windows.change(next);
      } else if (world.random.nextInt(3) == 0) {
        isOver = true;
        debt.remains(world.state(), isOld())
            .ifPresent(
                hold -> assertThat(world.real.expire(ID, hold, Settlement.Spent)).isCompleted());
      }
    }
  }

  /** A process dies: what it recorded last is settled by an heir, though answers came since. */
  private static void kill(World world, Pod process) {
    process.slices.debts().forEach(debt -> world.heirs.add(new Heir(world, debt)));
    for (int late = world.random.nextInt(6); late > 0; late--) {
      world.windows.deliver();
    }
    process.windows.die();
    world.processes.remove(process);
    world.processes.add(new Pod(world));
  }

  private static void act(World world, Mode mode, boolean kills) {
    Pod process = world.processes.get(world.random.nextInt(3));
    switch (world.random.nextInt(12)) {
      case 0, 1, 2 -> process.ask(mode);
      case 3, 4 -> process.call();
      case 5, 6 -> process.end();
      case 7 -> world.windows.deliver();
      case 8 -> {
        world.now += SECOND;
        world.processes.forEach(one -> one.slices.tick());
      }
      case 9 -> world.windows.down(world.random.nextInt(10) == 0);
      case 10 -> {
        if (kills && world.random.nextInt(40) == 0) {
          kill(world, process);
        }
        if (world.heirsBegin == 0) {
          world.heirs.forEach(Heir::act);
        }
      }
      default -> {
        world.windows.deliver();
        world.windows.deliver();
      }
    }
  }

  /** Callers end, the store is reachable, and time goes by until the dead are noticed. */
  private static void settle(World world) {
    world.windows.down(false);
    world.windows.losing(0);
    for (int second = 0; second < 900; second++) {
      if (second >= world.heirsBegin) {
        world.heirs.forEach(Heir::act);
      }
      for (Pod process : world.processes) {
        process.call();
        process.endAll();
        process.slices.tick();
        if (second % 5 == 0) {
          // Somebody has to look at the window for a dead holder to be noticed.
          process.slice().count(new Tally(0, 0, 0, 0, 1, BigDecimal.ZERO));
        }
      }
      while (!world.windows.isIdle()) {
        world.windows.deliver();
      }
      world.now += SECOND;
    }
  }

  @Property(tries = 300)
  void aBudgetIsNeverOvershotAndTheLedgerCoversTheUpstreams(@ForAll long seed) {
    // Given
    World world = new World(seed);
    world.windows.losing(world.random.nextInt(20));

    // When
    for (int i = 0; i < 1_500; i++) {
      act(world, Mode.HeldSlices, true);
    }
    settle(world);

    // Then
    assertThat(world.windows.history()).allMatch(committed -> committed.compareTo(MAX) <= 0);
    WindowState state = world.state();
    assertThat(state.committed())
        .as("nothing is held any more")
        .isEqualByComparingTo(state.settled());
    BigDecimal over = state.settled().subtract(world.upstream);
    assertThat(over).isBetween(BigDecimal.ZERO, state.expired());
  }

  @Property(tries = 150)
  void withoutDeathsTheLedgerIsExact(@ForAll long seed) {
    // Given
    World world = new World(seed);
    world.windows.losing(world.random.nextInt(20));

    // When
    for (int i = 0; i < 1_500; i++) {
      act(world, Mode.HeldSlices, false);
    }
    settle(world);

    // Then
    WindowState state = world.state();
    assertThat(state.settled().subtract(state.expired())).isLessThanOrEqualTo(world.upstream);
    if (state.expired().signum() == 0) {
      assertThat(state.settled()).isEqualByComparingTo(world.upstream);
      assertThat(state.spent().requests()).isGreaterThan(0);
    }
  }

  @Property(tries = 150)
  void whatIsAllowedDuringAnOutageIsInTheLedgerAfterIt(@ForAll long seed) {
    // Given
    World world = new World(seed);

    // When
    for (int i = 0; i < 1_500; i++) {
      act(world, Mode.Allow, false);
    }
    settle(world);

    // Then
    WindowState state = world.state();
    assertThat(state.settled().subtract(world.upstream))
        .isBetween(BigDecimal.ZERO, state.expired());
  }

  @Property(tries = 300)
  void whatTheDeadSpentDuringAnOutageIsInTheLedgerToo(@ForAll long seed) {
    // Given
    World world = new World(seed);
    world.windows.losing(world.random.nextInt(20));

    // When
    for (int i = 0; i < 1_500; i++) {
      act(world, Mode.Allow, true);
    }
    settle(world);

    // Then
    assertThat(world.heirs).allMatch(heir -> heir.isOver);
    WindowState state = world.state();
    assertThat(state.committed())
        .as("nothing is held any more")
        .isEqualByComparingTo(state.settled());
    assertThat(state.settled().subtract(world.upstream))
        .isBetween(BigDecimal.ZERO, state.expired());
  }
}
