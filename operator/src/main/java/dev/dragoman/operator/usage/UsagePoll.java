package dev.dragoman.operator.usage;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.fleets.FleetListener;
import dev.dragoman.operator.fleets.FleetState;
import dev.dragoman.operator.keys.OpenStores;
import dev.dragoman.operator.status.Events;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the spending of keys that pods touched, and of their quotas: each at most every half
 * minute, and once more when the window that its status shows is over. One thread calls {@link
 * #look} about once a second.
 */
public final class UsagePoll implements FleetListener {
  private static final Logger LOG = LoggerFactory.getLogger(UsagePoll.class);
  private static final Duration APART = Duration.ofSeconds(30);
  private static final long PATIENCE_MILLIS = 5_000;
  private static final int MOST_AT_ONCE = 100;

  /** What gateways count in where a model has no price. */
  private static final String USUAL_CURRENCY = "USD";

  private final AtomicReference<@Nullable FleetState> fresh = new AtomicReference<>();
  private final OpenStores stores;
  private final UsageBook book;
  private final BudgetEvents events;
  private final Consumer<Set<ObjectId>> concerned;
  private final Clock clock;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();
  private final Map<String, Instant> read = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();
  private @Nullable FleetState known;
  private Map<ObjectName, Map<String, Subject>> subjects = Map.of();

  /** A key or a quota of one gateway. */
  private record Subject(
      HasMetadata object, ObjectId id, String uid, @Nullable String keyId, SpendPolicy spend) {}

  /**
   * Has read nothing yet.
   *
   * @param concerned has objects looked at
   */
  public UsagePoll(
      OpenStores stores,
      UsageBook book,
      Events events,
      Consumer<Set<ObjectId>> concerned,
      Clock clock) {
    this.stores = stores;
    this.book = book;
    this.events = new BudgetEvents(events);
    this.concerned = concerned;
    this.clock = clock;
  }

  @Override
  public void resolved(FleetState state, Set<ObjectId> changed) {
    fresh.set(state);
  }

  /** Reads what is due. */
  public void look() {
    FleetState state = fresh.getAndSet(null);
    if (state != null) {
      known = state;
      subjects = subjectsOf(state);
      forget();
    }
    for (OpenStores.Kept kept : stores.kept()) {
      Map<String, Subject> own = subjects.getOrDefault(kept.name(), Map.of());
      try {
        look(kept, own);
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
          return;
        }
        LOG.atWarn()
            .addKeyValue("gateway", kept.name())
            .addKeyValue("fault", e.getClass().getSimpleName())
            .log("usage could not be read; what statuses show grows older");
      }
    }
  }

  private void forget() {
    Set<String> there = new HashSet<>();
    subjects.values().forEach(own -> there.addAll(own.keySet()));
    book.retain(there);
    read.keySet().retainAll(there);
    used.keySet().retainAll(there);
    waiting.retainAll(there);
    events.forget(clock.instant());
  }

  private static Map<ObjectName, Map<String, Subject>> subjectsOf(FleetState state) {
    Map<String, HasMetadata> objects = new HashMap<>();
    state.set().keys().forEach(key -> objects.put(key.getMetadata().getUid(), key));
    state.set().quotas().forEach(quota -> objects.put(quota.getMetadata().getUid(), quota));
    Map<ObjectName, Map<String, Subject>> all = new HashMap<>();
    for (ObjectName gateway : state.fleet().gateways()) {
      if (state.fleet().storeOf(gateway).dynamoDb() != null) {
        Map<String, Subject> own = new HashMap<>();
        for (KeyEntry key : state.fleet().keysOf(gateway)) {
          put(own, objects.get(key.uid()), Kind.ApiKey, key.keyId(), key.spend());
        }
        for (QuotaEntry quota : state.fleet().quotasOf(gateway)) {
          put(own, objects.get(quota.uid()), Kind.LlmQuota, null, quota.spend());
        }
        all.put(gateway, own);
      }
    }
    return all;
  }

  private static void put(
      Map<String, Subject> all,
      @Nullable HasMetadata object,
      Kind kind,
      @Nullable String keyId,
      SpendPolicy spend) {
    if (object != null) {
      String uid = object.getMetadata().getUid();
      ObjectId id = new ObjectId(kind, ObjectName.of(object));
      all.put(uid, new Subject(object, id, uid, keyId, spend));
    }
  }

  private void look(OpenStores.Kept kept, Map<String, Subject> own) throws Exception {
    Instant now = clock.instant();
    touched(kept, own, now);
    rolled(own, now);
    List<Subject> due = new ArrayList<>();
    for (Subject subject : own.values()) {
      Instant before = read.get(subject.uid());
      boolean rested = before == null || !now.isBefore(before.plus(APART));
      if (rested && waiting.contains(subject.uid())) {
        due.add(subject);
      }
    }
    for (int from = 0; from < due.size(); from += MOST_AT_ONCE) {
      read(kept, due.subList(from, Math.min(due.size(), from + MOST_AT_ONCE)), now);
    }
  }

  private void touched(OpenStores.Kept kept, Map<String, Subject> own, Instant now) {
    Set<String> keyIds = stores.takeTouched(kept);
    if (keyIds.isEmpty()) {
      return;
    }
    FleetState state = known;
    if (state == null) {
      return;
    }
    for (KeyEntry key : state.fleet().keysOf(kept.name())) {
      if (keyIds.contains(key.keyId())) {
        used.put(key.uid(), now.truncatedTo(ChronoUnit.MINUTES));
        waiting.add(key.uid());
        waiting.addAll(key.quotas());
      }
    }
    waiting.retainAll(own.keySet());
  }

  /** The window that was read last is over: the next one has to be shown. */
  private void rolled(Map<String, Subject> own, Instant now) {
    for (String uid : own.keySet()) {
      UsageBook.Entry entry = book.find(uid);
      Instant end = entry == null ? null : entry.usage().windowEnd();
      if (end != null && !now.isBefore(end)) {
        waiting.add(uid);
      }
    }
  }

  private void read(OpenStores.Kept kept, List<Subject> due, Instant now) throws Exception {
    Map<Subject, List<SpendWindow>> windows = new HashMap<>();
    List<WindowId> ids = new ArrayList<>();
    for (Subject subject : due) {
      List<SpendWindow> own =
          SpendWindow.of(kept.scope(), subject.uid(), subject.spend(), currencies(subject), now);
      windows.put(subject, own);
      own.forEach(window -> ids.add(window.id()));
    }
    Map<WindowId, WindowState> states = new HashMap<>();
    for (WindowState state :
        kept.store().windows().read(ids).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      states.put(state.id(), state);
    }
    Set<ObjectId> told = new HashSet<>();
    for (Subject subject : due) {
      List<Spending> all = new ArrayList<>();
      for (SpendWindow window : windows.getOrDefault(subject, List.of())) {
        WindowState state = states.get(window.id());
        all.add(Spending.of(window, state == null ? WindowState.empty(window.id()) : state));
      }
      take(subject, all, now);
      told.add(subject.id());
      events.tell(subject.object(), all, kept.store().windows());
    }
    concerned.accept(told);
  }

  /** Quotas have their budgets' windows alone. */
  private static Collection<String> currencies(Subject subject) {
    if (subject.keyId() == null) {
      return List.of();
    }
    Set<String> currencies = new TreeSet<>(Set.of(USUAL_CURRENCY));
    subject
        .spend()
        .budgets()
        .forEach(budget -> {
          if (budget.cost() != null) {
            currencies.add(budget.cost().currency());
          }
        });
    return currencies;
  }

  private void take(Subject subject, List<Spending> all, Instant now) {
    waiting.remove(subject.uid());
    read.put(subject.uid(), now);
    Optional<Spending> spent = all.stream().filter(Spending::isSpent).findFirst();
    String exceeded =
        spent.map(one -> one.window().budget()).map(budget -> budget.name()).orElse(null);
    Spending.shown(all)
        .ifPresent(shown ->
            book.put(
                subject.uid(),
                new UsageBook.Entry(
                    shown.status(spent.isPresent(), now),
                    used.get(subject.uid()),
                    shown.thresholds(),
                    exceeded)));
  }
}
