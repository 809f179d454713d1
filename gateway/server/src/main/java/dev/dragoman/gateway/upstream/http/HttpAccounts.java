package dev.dragoman.gateway.upstream.http;

import dev.dragoman.gateway.upstream.Upstream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * The accounts of all snapshots that requests may still run on. A snapshot in the making takes what
 * it needs through a {@link Draft}; once it is in force the draft is adopted, and accounts that
 * only earlier snapshots have are closed when the last request on those must be over. A draft that
 * is never adopted leaves nothing behind. Thread-safe.
 */
public final class HttpAccounts implements AutoCloseable {
  /** What a request may take beyond the bound on its exchange: its end is noticed by ticks. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Scheduler scheduler;
  private final Map<AccountKey, Held> held = new HashMap<>();
  private Map<AccountKey, HttpAccount> current = Map.of();
  private Duration longest = Duration.ZERO;
  private @Nullable Disposable sweep;

  /** Accounts that are closed by {@code scheduler}, which tells the time as well. */
  public HttpAccounts(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * An account that requests of earlier snapshots may use.
   *
   * @param until when the last of them is over, in milliseconds of the scheduler
   */
  private record Held(HttpAccount account, long until) {
    Held longer(Held other) {
      return other.until > until ? other : this;
    }
  }

  /** The accounts of a snapshot in the making; single use, not thread-safe. */
  public static final class Draft {
    private final Map<AccountKey, HttpAccount> known;
    private final Set<HttpAccount> chosen = new HashSet<>();

    private Draft(Map<AccountKey, HttpAccount> known) {
      this.known = known;
    }

    /** The account of the key: the one that is in use, else a new one. */
    public HttpAccount account(AccountKey key) {
      HttpAccount account = known.computeIfAbsent(key, HttpAccount::new);
      chosen.add(account);
      return account;
    }

    /** Keeps the account of an upstream that is taken over from the snapshot in force, if any. */
    public void keep(Upstream upstream) {
      if (upstream instanceof ConnectedUpstream connected) {
        chosen.add(connected.account());
      }
    }

    private Map<AccountKey, HttpAccount> byKey() {
      Map<AccountKey, HttpAccount> byKey = new HashMap<>();
      chosen.forEach(account -> byKey.put(account.key(), account));
      return byKey;
    }
  }

  /** Begins a snapshot. Accounts that are about to be closed are taken up again. */
  public synchronized Draft draft() {
    Map<AccountKey, HttpAccount> known = new HashMap<>(current);
    held.forEach((key, account) -> known.putIfAbsent(key, account.account));
    return new Draft(known);
  }

  /**
   * Takes over the accounts of a snapshot that is in force from now on.
   *
   * @param longestExchange how long a request on that snapshot can take
   */
  public synchronized void adopt(Draft draft, Duration longestExchange) {
    long until = now() + longest.plus(MARGIN).toMillis();
    current.forEach((key, account) -> held.merge(key, new Held(account, until), Held::longer));
    current = draft.byKey();
    longest = longestExchange;
    closeWhatIsOver();
  }

  /** Closes every account; answers that are still carried end in peace. */
  @Override
  public synchronized void close() {
    held.forEach((key, account) -> account.account.close());
    held.clear();
    current.forEach((key, account) -> account.close());
    current = Map.of();
    closeWhatIsOver();
  }

  /** How many accounts there are, those included that are about to be closed. */
  public synchronized int count() {
    Map<AccountKey, HttpAccount> all = new HashMap<>(current);
    held.forEach((key, account) -> all.putIfAbsent(key, account.account));
    return all.size();
  }

  private synchronized void closeWhatIsOver() {
    long now = now();
    held.entrySet()
        .removeIf(entry -> {
          boolean over = entry.getValue().until <= now;
          if (over && !current.containsKey(entry.getKey())) {
            entry.getValue().account.close();
          }
          return over;
        });
    if (sweep != null) {
      sweep.dispose();
    }
    sweep =
        held.values().stream().mapToLong(Held::until).min().stream()
            .mapToObj(next ->
                scheduler.schedule(this::closeWhatIsOver, next - now, TimeUnit.MILLISECONDS))
            .findFirst()
            .orElse(null);
  }

  private long now() {
    return scheduler.now(TimeUnit.MILLISECONDS);
  }
}
