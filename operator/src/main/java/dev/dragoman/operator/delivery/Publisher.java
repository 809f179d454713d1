package dev.dragoman.operator.delivery;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.ShardHead;
import dev.dragoman.contract.ShardList;
import dev.dragoman.contract.Shards;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Allocates generations. The object with the head is swapped only if it is what was read last, so
 * of two operators one publishes and the other learns of it; nothing else is written before that
 * swap succeeded. Equal content has an equal digest and makes no generation.
 *
 * <p>For one thread.
 */
final class Publisher {
  /** Swaps that may be lost in a row before the caller has to wait. */
  private static final int ATTEMPTS = 5;

  private final GatewayObjects objects;
  private final ObjectId headId;
  private final ObjectId credentialsId;
  private final Supplier<UUID> epochs;
  private final Clock clock;

  private @Nullable StoredHead head;
  private @Nullable StoredCredentials credentials;
  private ShardList before;
  private boolean epochLost;

  /**
   * @param before the list that the first head names its changes against
   * @param epochs makes a name for a new history of generations
   */
  Publisher(
      GatewayObjects objects,
      ChildNames names,
      ShardList before,
      Supplier<UUID> epochs,
      Clock clock) {
    this.objects = objects;
    this.headId = ObjectId.configMap(names.configHead());
    this.credentialsId = ObjectId.secret(names.credentials());
    this.before = before;
    this.epochs = epochs;
    this.clock = clock;
  }

  /** Forgets what was read: the next publishing asks the API server. */
  void forget() {
    head = null;
    credentials = null;
  }

  /**
   * A pod is ahead of the head: either another operator published, or the history was lost. Asks
   * the API server which of both, and begins a new epoch with the next publishing if it was lost.
   */
  void confirmAhead(UUID epoch, long generation) {
    forget();
    BundleHead fresh = head().head();
    epochLost = fresh != null && fresh.epoch().equals(epoch) && fresh.generation() < generation;
  }

  /**
   * Brings the objects to {@code wanted}; writes nothing when they say it already.
   *
   * @throws LostRaceException when somebody else was always faster
   */
  Published publish(Rendering wanted) {
    Shards shards = Shards.of(wanted.config());
    for (int attempt = 1; ; attempt++) {
      try {
        return publish(wanted, shards);
      } catch (LostRaceException e) {
        forget();
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Published publish(Rendering wanted, Shards shards) {
    StoredHead stored = head();
    BundleHead current = stored.head();
    Credentials nextCredentials = nextCredentials(wanted.credentials(), current);
    Denials nextDenials = nextDenials(wanted.denials(), stored.denials(), current);
    BundleHead next = nextHead(current, shards, nextCredentials, nextDenials);
    Long held = null;
    if (current != null && !next.equals(current) && isHeld(wanted.hold(), current)) {
      // Denials go on; the configuration and its credentials stay what they were.
      held = current.generation();
      next = current;
    }
    if (!next.equals(current) || !nextDenials.equals(stored.denials())) {
      head = stored.swap(objects, headId, next, nextDenials);
    }
    if (held != null) {
      return new Published(next, null, nextDenials, credentials().credentials(), held);
    }
    storeCredentials(nextCredentials);
    before = shards.list();
    epochLost = false;
    return Published.of(Release.of(next, shards), nextDenials, nextCredentials);
  }

  private BundleHead nextHead(
      @Nullable BundleHead current, Shards shards, Credentials credentials, Denials denials) {
    ShardList list = shards.list();
    if (current != null
        && !epochLost
        && current.digest().equals(list.digest())
        && current.contractVersion() == list.contractVersion()
        && current.credentialsRevision() == credentials.revision()) {
      return current;
    }
    List<ShardHead> changed = list.changedSince(before);
    return new BundleHead(
        list.contractVersion(),
        current == null || epochLost ? epochs.get() : current.epoch(),
        current == null ? 1 : current.generation() + 1,
        list.digest(),
        changed,
        credentials.revision(),
        current == null ? 0 : current.keysEpoch(),
        denials.revision());
  }

  /**
   * The head is swapped first and fences the Secret; after a crash between, their revisions differ.
   */
  private Credentials nextCredentials(Credentials wanted, @Nullable BundleHead current) {
    Credentials stored = credentials().credentials();
    long announced = current == null ? 0 : current.credentialsRevision();
    boolean same =
        credentials().version() != null
            && stored.values().equals(wanted.values())
            && stored.revision() == announced;
    return same
        ? stored
        : new Credentials(Math.max(stored.revision(), announced) + 1, wanted.values());
  }

  /**
   * Denials carry no epoch, so pods that knew the lost history take the new ones only for a higher
   * revision: a new history counts from the time on, of which the old one is far short.
   */
  private Denials nextDenials(Denials wanted, Denials stored, @Nullable BundleHead current) {
    boolean anew = current == null || epochLost;
    long next = stored.revision() + 1;
    long revision = anew ? Math.max(next, clock.instant().getEpochSecond()) : next;
    Denials asStored =
        new Denials(stored.revision(), wanted.keyIds(), wanted.uids(), wanted.withdrawn());
    return asStored.equals(stored) && !anew
        ? stored
        : new Denials(revision, wanted.keyIds(), wanted.uids(), wanted.withdrawn());
  }

  private static boolean isHeld(@Nullable Long hold, BundleHead current) {
    return hold != null && current.generation() >= hold;
  }

  private void storeCredentials(Credentials next) {
    StoredCredentials stored = credentials();
    if (!stored.holds(next)) {
      credentials = stored.swap(objects, credentialsId, next);
    }
  }

  private StoredHead head() {
    StoredHead known = head;
    if (known == null) {
      known = StoredHead.read(objects, headId);
      head = known;
    }
    return known;
  }

  private StoredCredentials credentials() {
    StoredCredentials known = credentials;
    if (known == null) {
      known = StoredCredentials.read(objects, credentialsId);
      credentials = known;
    }
    return known;
  }
}
