package dev.dragoman.operator.key;

import dev.dragoman.fleet.ConditionsOf.Facts;
import dev.dragoman.fleet.Durations;
import dev.dragoman.fleet.Reason;
import dev.dragoman.operator.material.StoredVersion;
import dev.dragoman.operator.material.StoredVersions;
import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.StatusShape;
import dev.dragoman.operator.usage.UsageBook;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.ApiKeySpec;
import dev.dragoman.resources.ApiKeyStatus;
import dev.dragoman.resources.key.KeyVersion;
import dev.dragoman.resources.key.Material;
import dev.dragoman.resources.key.Rotation;
import dev.dragoman.resources.key.VersionState;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import dev.dragoman.resources.values.UsageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Status of a key. Pure. */
final class KeyStatuses implements StatusShape<ApiKey, ApiKeyStatus> {
  private static final Duration NEAR = Duration.ofDays(7);

  private final UsageBook usages;

  KeyStatuses(UsageBook usages) {
    this.usages = usages;
  }

  /** What is true of a key. */
  ApiKeyStatus of(ApiKey key, Observation seen, KeyTexts.Outcome text, List<Condition> conditions) {
    ApiKeyStatus before = key.getStatus();
    StoredVersions versions = text.versions();
    String uid = key.getMetadata().getUid();
    UsageStatus usage = usages.usage(uid, before == null ? null : before.usage());
    String keyId = versions == null ? seen.facts().keyId() : versions.keyId();
    return new ApiKeyStatus(
        key.getMetadata().getGeneration(),
        conditions,
        keyId,
        secretName(key, versions),
        versions == null ? List.of() : versions(versions),
        versions == null ? null : Step.due(interval(key.getSpec()), versions),
        usages.lastUsed(uid, usage, before == null ? null : before.lastUsed()),
        usage);
  }

  private static @Nullable String secretName(ApiKey key, @Nullable StoredVersions versions) {
    Material material = key.getSpec().material();
    if (material != null && material.secretRef() != null) {
      return material.secretRef().name();
    }
    return versions == null ? null : KeyTexts.secretName(key);
  }

  private static @Nullable Duration interval(ApiKeySpec spec) {
    Rotation rotation = spec.rotation();
    return rotation == null ? null : Durations.orNull(rotation.interval());
  }

  private static List<KeyVersion> versions(StoredVersions versions) {
    List<KeyVersion> list = new ArrayList<>();
    for (StoredVersion version : versions.versions()) {
      boolean current = version.equals(versions.current());
      list.add(
          new KeyVersion(
              version.id(),
              version.createdAt(),
              version.notAfter(),
              current ? VersionState.Current : VersionState.Retiring));
    }
    return list;
  }

  /** Conditions that only keys have, while they are true. */
  List<Facts> more(ApiKey key, KeyTexts.Outcome text, Instant now) {
    List<Facts> more = new ArrayList<>();
    String spent =
        usages.exceeded(
            key.getMetadata().getUid(), key.getStatus() == null ? null : key.getStatus().usage());
    if (spent != null) {
      more.add(budgetExceeded(spent));
    }
    if (text.conflict()) {
      more.add(
          new Facts(
              "SecretConflict",
              ConditionStatus.True,
              Reason.SecretConflict,
              "Secret "
                  + KeyTexts.secretName(key)
                  + " belongs to somebody else and is left as it is: remove it, or set"
                  + " material.secretName"));
    }
    Instant end = key.getSpec() == null ? null : key.getSpec().expiresAt();
    if (end != null && now.isBefore(end) && !now.isBefore(end.minus(NEAR))) {
      more.add(
          new Facts("Expiring", ConditionStatus.True, Reason.Expiring, "not honoured from " + end));
    }
    return more;
  }

  /** When status has to be looked at again, null for when something changes. */
  static @Nullable Instant next(@Nullable ApiKeySpec spec, @Nullable Instant text, Instant now) {
    Instant end = spec == null ? null : spec.expiresAt();
    Stream<Instant> expiry = end == null ? Stream.of() : Stream.of(end.minus(NEAR), end);
    return Stream.concat(Stream.ofNullable(text), expiry.filter(now::isBefore))
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Condition of a budget that is spent. */
  private static Facts budgetExceeded(String budget) {
    return new Facts(
        "BudgetExceeded",
        ConditionStatus.True,
        Reason.BudgetExceeded,
        "budget " + budget + " is spent: requests are refused until its next period");
  }

  @Override
  public boolean isUrgent(ApiKey key, ApiKeyStatus status) {
    ApiKeyStatus before = key.getStatus();
    return usages.isUrgent(
        key.getMetadata().getUid(), before == null ? null : before.usage(), status.usage());
  }

  @Override
  public ApiKey empty() {
    return new ApiKey();
  }

  @Override
  public List<Condition> conditions(ApiKeyStatus status) {
    return status.conditions();
  }

  @Override
  public ApiKeyStatus with(
      @Nullable ApiKeyStatus before,
      @Nullable Long observedGeneration,
      List<Condition> conditions) {
    return before == null
        ? new ApiKeyStatus(observedGeneration, conditions, null, null, List.of(), null, null, null)
        : new ApiKeyStatus(
            observedGeneration,
            conditions,
            before.keyId(),
            before.secretName(),
            before.versions(),
            before.nextRotation(),
            before.lastUsed(),
            before.usage());
  }
}
