package dev.dragoman.operator.informers;

import dev.dragoman.fleet.ObjectName;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets that something refers to and that have no label: each is read when it is first wanted and
 * again every minute, give or take a tenth so that they do not all come at once. Thread-safe.
 */
public final class PolledSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(PolledSecrets.class);
  static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final double SPREAD = 0.1;

  private final Function<ObjectName, @Nullable Secret> reader;
  private final Clock clock;
  private final DoubleSupplier random;
  private final Map<ObjectName, Entry> entries = new ConcurrentHashMap<>();

  /** What was found, null for no such Secret, and when to look again. */
  private record Entry(@Nullable KnownSecret secret, Instant due) {}

  /**
   * Nothing is wanted yet.
   *
   * @param reader asks the API server; null when there is no such Secret
   * @param random from 0 to 1
   */
  public PolledSecrets(
      Function<ObjectName, @Nullable Secret> reader, Clock clock, DoubleSupplier random) {
    this.reader = reader;
    this.clock = clock;
    this.random = random;
  }

  /** These are wanted, and no others. Those that are new have been read when this returns. */
  void want(Set<ObjectName> names) {
    entries.keySet().retainAll(names);
    read(names.stream().filter(name -> !entries.containsKey(name)).toList());
  }

  /** Reads those whose time has come; whether one of them has changed. */
  boolean readDue() {
    Instant now = clock.instant();
    List<ObjectName> due = new ArrayList<>();
    entries.forEach((name, entry) -> {
      if (!now.isBefore(entry.due)) {
        due.add(name);
      }
    });
    return read(due);
  }

  private boolean read(Collection<ObjectName> names) {
    if (names.isEmpty()) {
      return false;
    }
    List<Future<Boolean>> answers;
    // Closing it waits for all; each has the client's own deadline.
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      answers = names.stream().map(name -> each.submit(() -> read(name))).toList();
    }
    return answers.stream().filter(Future::resultNow).count() > 0;
  }

  private boolean read(ObjectName name) {
    Entry before = entries.get(name);
    KnownSecret known = before == null ? null : before.secret;
    try {
      Secret found = reader.apply(name);
      KnownSecret now = found == null ? null : KnownSecret.of(found, known);
      double factor = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
      entries.put(
          name, new Entry(now, after(Duration.ofMillis((long) (INTERVAL.toMillis() * factor)))));
      return now == null ? known != null : known == null || !known.sameData(now);
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue("secret", name)
          .addKeyValue("statusCode", e.getCode())
          .log("a Secret could not be read; what was known of it stays");
      entries.put(name, new Entry(known, after(AFTER_FAILURE)));
      return false;
    }
  }

  private Instant after(Duration pause) {
    return clock.instant().plus(pause);
  }

  @Nullable KnownSecret find(ObjectName name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.secret;
  }

  /** How many there are. */
  @Override
  public String toString() {
    return entries.size() + " polled";
  }
}
