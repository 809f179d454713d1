package dev.dragoman.gateway.admin;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyEntry.State;
import dev.dragoman.contract.KeyText;
import dev.dragoman.gateway.admin.KeyAnswers.KeyList;
import dev.dragoman.gateway.admin.KeyAnswers.KeyWithText;
import dev.dragoman.gateway.admin.KeyAnswers.Rotation;
import dev.dragoman.gateway.auth.KeyCache;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyStore.PutOutcome;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.ReportedKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with keys. Those made here live in the store alone; those of manifests are shown
 * and never edited, for the next reading of the manifest would undo it. Each change is noted and
 * acts on the next request of this process.
 */
final class AdminKeys {
  private static final int USUAL_PAGE = 50;
  static final int LARGEST_PAGE = 500;

  private final GatewayKeys keys;
  private final KeyCache changes;
  private final Audit audit;
  private final SecureRandom random;

  AdminKeys(GatewayKeys keys, KeyCache changes, Audit audit, SecureRandom random) {
    this.keys = keys;
    this.changes = changes;
    this.audit = audit;
    this.random = random;
  }

  CompletableFuture<KeyList> list(AdminCall call) {
    String after = Objects.requireNonNullElse(call.text("after"), "");
    int limit = call.number("limit", USUAL_PAGE, LARGEST_PAGE);
    return keys.all()
        .thenCompose(all -> {
          List<ReportedKey> rest =
              all.stream().filter(key -> key.entry().name().compareTo(after) > 0).toList();
          List<ReportedKey> page = rest.subList(0, Math.min(limit, rest.size()));
          String next = page.size() < rest.size() ? page.getLast().entry().name() : null;
          return keys.read(page).thenApply(reports -> new KeyList(reports, next));
        });
  }

  CompletableFuture<KeyReport> get(AdminCall call) {
    return keys.find(call.keyId()).thenCompose(keys::read);
  }

  /** Makes a key. Its name must be free; of two makers at the same moment both may succeed. */
  CompletableFuture<KeyWithText> create(AdminCall call) {
    NewKey wanted = call.read(NewKey.class);
    Instant now = keys.clock().instant();
    if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(now)) {
      throw AdminException.invalid("expiresAt: lies in the past");
    }
    KeyText text = KeyText.generate(random);
    return keys.all()
        .thenCompose(all -> {
          boolean taken =
              all.stream()
                  .anyMatch(key ->
                      key.entry().name().equals(wanted.fullName())
                          && key.entry().state() != State.Revoked);
          if (taken) {
            throw AdminException.conflict("name: there is a key " + wanted.fullName() + " already");
          }
          return put(item(entry(wanted, text), 1, now), "createKey", call);
        })
        .thenCompose(item -> withText(item, text));
  }

  private static KeyEntry entry(NewKey wanted, KeyText text) {
    return new KeyEntry(
        wanted.fullName(),
        UUID.randomUUID().toString(),
        text.keyId(),
        List.of(DigestEntry.of(KeyText.digestOf(text.text()))),
        State.Active,
        wanted.notBefore(),
        wanted.expiresAt(),
        wanted.routes(),
        wanted.models(),
        List.of(),
        wanted.spend(),
        List.of(),
        wanted.owner(),
        wanted.tags());
  }

  CompletableFuture<KeyReport> suspend(AdminCall call) {
    return edit(call, "suspendKey", (key, now) -> key.withState(State.Suspended))
        .thenCompose(this::report);
  }

  CompletableFuture<KeyReport> resume(AdminCall call) {
    return edit(call, "resumeKey", (key, now) -> key.withState(State.Active))
        .thenCompose(this::report);
  }

  CompletableFuture<KeyReport> revoke(AdminCall call) {
    return edit(call, "revokeKey", (key, now) -> key.withState(State.Revoked))
        .thenCompose(this::report);
  }

  /** Gives a key another text; the public id stays. */
  CompletableFuture<KeyWithText> rotate(AdminCall call) {
    Rotation rotation = call.read(Rotation.class);
    Duration overlap = Objects.requireNonNullElse(rotation.overlap(), Duration.ZERO);
    KeyText text = KeyText.generate(random, call.keyId());
    return edit(
            call,
            "rotateKey",
            (key, now) -> {
              List<DigestEntry> digests = new ArrayList<>();
              for (DigestEntry digest : key.digests()) {
                Instant over = earlier(digest.notAfter(), now.plus(overlap));
                if (over.isAfter(now)) {
                  digests.add(new DigestEntry(digest.sha256(), digest.notBefore(), over));
                }
              }
              digests.add(DigestEntry.of(KeyText.digestOf(text.text())));
              return key.withDigests(digests);
            })
        .thenCompose(item -> withText(item, text));
  }

  private static Instant earlier(@Nullable Instant left, Instant right) {
    return left == null || left.isAfter(right) ? right : left;
  }

  private interface Change {
    KeyEntry of(KeyEntry key, Instant now);
  }

  private CompletableFuture<KeyItem> edit(AdminCall call, String operation, Change change) {
    keys.ofManifest(call.keyId())
        .ifPresent(key -> {
          throw ofManifest(key);
        });
    return keys.ofStore(call.keyId())
        .thenCompose(item -> {
          if (item.source() == KeyItem.Source.Manifest) {
            throw ofManifest(item.entry());
          }
          if (item.entry().state() == State.Revoked) {
            throw AdminException.conflict("the key has been revoked, which is final");
          }
          Instant now = keys.clock().instant();
          KeyEntry next = change.of(item.entry(), now);
          return next.equals(item.entry())
              ? CompletableFuture.completedFuture(item)
              : put(item(next, item.generation() + 1, now), operation, call);
        });
  }

  private static AdminException ofManifest(KeyEntry key) {
    return AdminException.conflict(
        key.name().contains("/")
            ? "this key is written by the manifest of ApiKey " + key.name() + "; edit it there"
            : "this key was made by the start without a directory, and is not edited here");
  }

  private KeyItem item(KeyEntry entry, long generation, Instant now) {
    return new KeyItem(keys.scope(), KeyItem.Source.Admin, generation, entry, now, null, null);
  }

  private CompletableFuture<KeyItem> put(KeyItem item, String operation, AdminCall call) {
    return keys.opened()
        .keys()
        .put(item)
        .thenApply(outcome ->
            switch (outcome) {
              case PutOutcome.Stored() -> {
                changes.changed(item.entry().keyId());
                audit.changed(operation, item.entry(), call.requestId());
                yield item;
              }
              case PutOutcome.Refused _ ->
                  throw AdminException.conflict(
                      "the key was changed at the same moment; look at it and try again");
            });
  }

  private CompletableFuture<KeyReport> report(KeyItem item) {
    return keys.read(keys.reports().key(item.entry(), item.source()));
  }

  private CompletableFuture<KeyWithText> withText(KeyItem item, KeyText text) {
    return report(item).thenApply(report -> new KeyWithText(report, text.text()));
  }
}
