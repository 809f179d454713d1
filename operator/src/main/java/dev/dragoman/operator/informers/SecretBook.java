package dev.dragoman.operator.informers;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.fleet.KeyVersions;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.Secrets;
import dev.dragoman.operator.material.KeySecret;
import dev.dragoman.operator.material.StoredVersions;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All Secrets that are known: those with the label {@link #LABEL}, which an informer follows, and
 * unlabelled ones that something refers to, which are read now and then. No other Secret is ever
 * held (kubernetes.md 4.3). Thread-safe.
 */
public final class SecretBook implements Secrets {
  /** Label of Secrets whose changes are seen at once. */
  public static final String LABEL = "dragoman.dev/credential";

  private final PolledSecrets polled;
  private final Map<ObjectName, KnownSecret> labelled = new ConcurrentHashMap<>();
  private final Map<String, StoredVersions> made = new ConcurrentHashMap<>();

  public SecretBook(PolledSecrets polled) {
    this.polled = polled;
  }

  /** A labelled Secret is there, or another than before; whether that changes anything. */
  boolean put(Secret secret) {
    KnownSecret before = labelled.get(ObjectName.of(secret));
    KnownSecret now = KnownSecret.of(secret, before);
    labelled.put(ObjectName.of(secret), now);
    Optional<String> owner = KeySecret.ownerOf(secret);
    if (owner.isPresent()) {
      KeySecret.versions(secret)
          .ifPresent(versions -> made.merge(owner.get(), versions, SecretBook::newer));
    }
    return before == null || !before.sameData(now);
  }

  private static StoredVersions newer(StoredVersions known, StoredVersions other) {
    return other.current().createdAt().isBefore(known.current().createdAt()) ? known : other;
  }

  /**
   * A labelled Secret is gone. What versions of a key it told stays known: they are honoured until
   * a new one has taken their place.
   */
  void remove(Secret secret) {
    labelled.remove(ObjectName.of(secret));
  }

  /** An ApiKey is gone, and with it what was made for it. */
  void forget(String uid) {
    made.remove(uid);
  }

  /** The versions that were made for the ApiKey of this uid. */
  public Optional<StoredVersions> madeFor(String uid) {
    return Optional.ofNullable(made.get(uid));
  }

  /** Whether a followed Secret belongs to the ApiKey of this uid and holds the current text. */
  public boolean holds(ObjectName secret, String uid, StoredVersions versions) {
    KnownSecret known = labelled.get(secret);
    if (known == null || !uid.equals(known.owner())) {
      return false;
    }
    KeyVersions text = known.digest(KeySecret.TEXT);
    return text != null && text.digests().getFirst().sha256().equals(versions.current().sha256());
  }

  /**
   * A version was written: known at once, whenever the informer tells it.
   *
   * @param uid of the ApiKey
   */
  public void wrote(String uid, StoredVersions versions) {
    made.put(uid, versions);
  }

  /** Whether a Secret of this name is followed. */
  boolean follows(ObjectName secret) {
    return labelled.containsKey(secret);
  }

  private @Nullable KnownSecret find(ObjectName secret) {
    KnownSecret found = labelled.get(secret);
    return found == null ? polled.find(secret) : found;
  }

  @Override
  public Presence look(ObjectName secret, String key) {
    KnownSecret found = find(secret);
    if (found == null) {
      return Presence.NO_SECRET;
    }
    return found.value(key) == null ? Presence.NO_KEY : Presence.FOUND;
  }

  @Override
  public @Nullable KeyVersions digestOf(ObjectName secret, String key) {
    KnownSecret found = find(secret);
    return found == null ? null : found.digest(key);
  }

  @Override
  public @Nullable Long revisionOf(ObjectName secret) {
    KnownSecret found = find(secret);
    return found == null ? null : Long.valueOf(found.revision());
  }

  /** The value that a configuration names, null when it is not there. */
  public @Nullable String value(CredentialRef ref) {
    String[] parts = ref.name().split("/", 3);
    if (parts.length < 3) {
      return null;
    }
    KnownSecret found = find(new ObjectName(parts[0], parts[1]));
    return found == null ? null : found.value(parts[2]);
  }

  /** How many are held, nothing else. */
  @Override
  public String toString() {
    return "SecretBook[" + labelled.size() + " labelled, " + polled + "]";
  }
}
