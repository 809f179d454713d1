package dev.dragoman.gateway.source;

import dev.dragoman.contract.Bundle;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractException;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.ShardContents;
import dev.dragoman.contract.Shards;
import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.ApplyOutcome.Rejected;
import dev.dragoman.gateway.config.ApplyOutcome.Stale;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.config.LiveConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the sources bring, in any order and from any thread, and keeps the newest in force:
 *
 * <pre>
 * bundle → newer? → verify, parse → LiveConfig → copy on disk
 * </pre>
 *
 * Within an epoch the higher generation is newer. Another epoch is believed whatever its number,
 * but an epoch that was left is not taken up again from a copy: copies are late. Shards that stayed
 * are not parsed again, and what was made of their entries is not made again. Takes as long as a
 * compilation, so it is not for event loops.
 */
public final class Intake {
  private final LiveConfig live;
  private final DiskCopy disk;
  private final SourceListener listener;
  private final CompletableFuture<Void> served = new CompletableFuture<>();
  private final AtomicReference<Denials> denials = new AtomicReference<>(Denials.NONE);
  private final Set<UUID> left = new HashSet<>();
  private @Nullable Credentials credentials;

  /** Of the bundle that was read last, be it in force or not. */
  private ShardContents contents = ShardContents.NONE;

  private @Nullable Standing standing;

  public Intake(LiveConfig live, DiskCopy disk, SourceListener listener) {
    this.live = live;
    this.disk = disk;
    this.listener = listener;
  }

  /**
   * What is in force.
   *
   * @param credentials those that it was applied with
   */
  private record Standing(
      BundleHead head,
      Shards shards,
      GatewayConfig config,
      @Nullable Credentials credentials,
      Applied outcome) {
    Standing announcedBy(BundleHead other) {
      return new Standing(other, shards, config, credentials, outcome);
    }
  }

  /** Is done when the first configuration is in force. */
  CompletableFuture<Void> served() {
    return served;
  }

  /** The head of the configuration in force, null while there is none. */
  public synchronized @Nullable BundleHead head() {
    return standing == null ? null : standing.head;
  }

  /** The configuration in force, null while there is none. */
  public synchronized @Nullable GatewayConfig config() {
    return standing == null ? null : standing.config;
  }

  /** The parts of the configuration in force; those of equal digest need not be fetched again. */
  public synchronized @Nullable Shards shards() {
    return standing == null ? null : standing.shards;
  }

  /** The revision of the credentials that are held, 0 without any. */
  public synchronized long credentialsRevision() {
    return credentials == null ? 0 : credentials.revision();
  }

  /** Whether the credentials that are held are of this revision. */
  public synchronized boolean holdsCredentials(long revision) {
    return credentials != null && credentials.revision() == revision;
  }

  /** The revision of the denials that are obeyed. */
  public long denialsRevision() {
    return denials.get().revision();
  }

  /** Whether a copy with this head would be taken. */
  synchronized boolean wants(BundleHead head) {
    return standing == null || (head.supersedes(standing.head) && !left.contains(head.epoch()));
  }

  /**
   * Puts a bundle into force unless what is in force is as new. Its denials are not looked at: they
   * do not wait for a bundle.
   *
   * @return {@link Applied} also for the bundle that is in force already
   */
  public synchronized ApplyOutcome take(Bundle bundle, Origin origin) {
    Standing current = standing;
    if (current != null) {
      if (isOlder(bundle.head(), current.head, origin)) {
        return new Stale(bundle.head().generation(), current.head.generation());
      }
      if (isSame(bundle.head(), current.head)) {
        if (origin == Origin.STREAM) {
          listener.inForce(origin);
        }
        return refreshed(current.announcedBy(bundle.head()));
      }
    }
    GatewayConfig config;
    try {
      contents = bundle.contents(contents);
      config = contents.config(bundle.head().generation());
    } catch (ContractException e) {
      return refuse(bundle.head(), String.valueOf(e.getMessage()));
    }
    ApplyOutcome outcome = apply(bundle.head(), bundle.shards(), config);
    if (outcome instanceof Applied) {
      if (current != null && !current.head.epoch().equals(bundle.head().epoch())) {
        left.add(current.head.epoch());
      }
      left.remove(bundle.head().epoch());
      listener.inForce(origin);
      if (origin != Origin.DISK) {
        disk.keep(bundle.head(), bundle.shards());
      }
    }
    return outcome;
  }

  /** Says of a head that it cannot be taken; what is in force stays. */
  public synchronized Rejected refuse(BundleHead head, String reason) {
    listener.refused(head, reason);
    return new Rejected(
        head.generation(),
        standing == null ? ApplyOutcome.NOTHING : standing.head.generation(),
        reason);
  }

  /**
   * Holds credentials for what is applied next: those of the stream always, copies when they are
   * newer. See {@link #refresh}.
   */
  public synchronized void hold(Credentials offered, Origin origin) {
    Credentials held = credentials;
    boolean wanted =
        origin == Origin.STREAM
            ? !offered.equals(held)
            : offered.revision() > (held == null ? 0 : held.revision());
    if (wanted) {
      credentials = offered;
      listener.credentials(offered.revision(), origin);
      if (origin != Origin.DISK) {
        disk.keep(offered);
      }
    }
  }

  /** Applies what is in force once more if other credentials are held than it was applied with. */
  synchronized void refresh() {
    if (standing != null) {
      refreshed(standing);
    }
  }

  /**
   * Refuses from now on what is denied, unless newer denials are obeyed; does not wait for a bundle
   * that is being written to disk. See {@link #keepDenials}.
   */
  public void deny(Denials offered) {
    if (live.deny(offered)) {
      denials.accumulateAndGet(
          offered, (held, next) -> next.revision() > held.revision() ? next : held);
      listener.denied(offered);
    }
  }

  /** Writes the denials that are obeyed to disk. */
  public void keepDenials() {
    Denials obeyed = denials.get();
    if (obeyed.revision() > 0) {
      disk.keep(obeyed);
    }
  }

  private boolean isOlder(BundleHead head, BundleHead current, Origin origin) {
    return (head.epoch().equals(current.epoch()) && head.generation() < current.generation())
        || (origin != Origin.STREAM && left.contains(head.epoch()));
  }

  private static boolean isSame(BundleHead head, BundleHead current) {
    return !head.supersedes(current) && head.digest().equals(current.digest());
  }

  private ApplyOutcome refreshed(Standing same) {
    standing = same;
    return Objects.equals(same.credentials, credentials)
        ? same.outcome
        : apply(same.head, same.shards, same.config);
  }

  private ApplyOutcome apply(BundleHead head, Shards shards, GatewayConfig config) {
    ApplyOutcome outcome =
        live.apply(new Configuration(head.epoch(), config, valuesOf(credentials)));
    if (outcome instanceof Applied applied) {
      standing = new Standing(head, shards, config, credentials, applied);
      served.complete(null);
    }
    return outcome;
  }

  private static Map<CredentialRef, String> valuesOf(@Nullable Credentials credentials) {
    if (credentials == null) {
      return Map.of();
    }
    Map<CredentialRef, String> values = new HashMap<>();
    credentials.values().forEach((name, value) -> values.put(new CredentialRef(name), value));
    return values;
  }
}
