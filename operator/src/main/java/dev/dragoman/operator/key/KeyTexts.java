package dev.dragoman.operator.key;

import dev.dragoman.contract.KeyText;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.informers.SecretBook;
import dev.dragoman.operator.material.KeySecret;
import dev.dragoman.operator.material.StoredVersions;
import dev.dragoman.operator.status.Events;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.ApiKeyStatus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the texts of keys. A text stands in a Secret that its ApiKey owns and nowhere else; text
 * and versions change in one write, under the Secret's resourceVersion, so a stop at any moment
 * leaves a key with the versions of before or with those of after. A Secret of somebody else is not
 * touched.
 */
public final class KeyTexts {
  private static final Map<String, String> LABELS =
      Map.of(SecretBook.LABEL, "true", "app.kubernetes.io/managed-by", "dragoman-operator");

  private final KubernetesClient client;
  private final SecretBook secrets;
  private final Events events;
  private final Clock clock;
  private final SecureRandom random;
  private final BiConsumer<ApiKey, StoredVersions> announced;

  /**
   * Nothing is made yet.
   *
   * @param announced is told of new texts before anybody can read the newest, and throws when it
   *     cannot be taken yet: then none is written. A stop between leaves two texts that are
   *     honoured, never none (kubernetes.md 4.5)
   */
  public KeyTexts(
      KubernetesClient client,
      SecretBook secrets,
      Events events,
      Clock clock,
      SecureRandom random,
      BiConsumer<ApiKey, StoredVersions> announced) {
    this.client = client;
    this.secrets = secrets;
    this.events = events;
    this.clock = clock;
    this.random = random;
    this.announced = announced;
  }

  /**
   * How it stands with the text of a key.
   *
   * @param versions that are honoured, null while there are none
   * @param next when to look again, null for when something changes
   * @param conflict whether the wanted Secret belongs to somebody else
   * @param wrote whether something is new
   */
  record Outcome(
      @Nullable StoredVersions versions, @Nullable Instant next, boolean conflict, boolean wrote) {
    /** Of a key whose text somebody else makes. */
    static final Outcome NONE = new Outcome(null, null, false, false);
  }

  /** Name of the Secret that holds the text. */
  static String secretName(ApiKey key) {
    String named = key.getSpec().material() == null ? null : key.getSpec().material().secretName();
    return named == null ? key.getMetadata().getName() + "-key" : named;
  }

  /** Does what has to be done. */
  Outcome ensure(ApiKey key) {
    Wanted wanted =
        new Wanted(
            key,
            RotationRule.of(key.getSpec()),
            new ObjectName(key.getMetadata().getNamespace(), secretName(key)));
    StoredVersions known = secrets.madeFor(wanted.uid()).orElse(null);
    boolean held = known != null && secrets.holds(wanted.secret, wanted.uid(), known);
    if (Step.of(wanted.rule, known, held, clock.instant()) instanceof Step.Keep keep) {
      return new Outcome(known, keep.next(), false, false);
    }
    // What is in memory may be late: what is written is decided by what the API server says now.
    Secret secret =
        client
            .secrets()
            .inNamespace(wanted.secret.namespace())
            .withName(wanted.secret.name())
            .get();
    return secret == null || KeySecret.ownerOf(secret).equals(Optional.of(wanted.uid()))
        ? write(wanted, secret, known)
        : new Outcome(known, null, true, false);
  }

  private record Wanted(ApiKey key, RotationRule rule, ObjectName secret) {
    String uid() {
      return key.getMetadata().getUid();
    }
  }

  private Outcome write(
      Wanted wanted, @Nullable Secret secret, @Nullable StoredVersions remembered) {
    Instant now = clock.instant();
    StoredVersions known =
        secret == null ? remembered : KeySecret.versions(secret).orElse(remembered);
    boolean held = secret != null && known != null && KeySecret.holds(secret, known);
    StoredVersions versions =
        switch (Step.of(wanted.rule, known, held, now)) {
          case Step.Keep _ -> labelled(secret, known);
          case Step.Prune prune -> pruned(secret, prune.left());
          case Step.Mint mint -> minted(wanted, secret, known, mint.cause());
        };
    if (versions == null) {
      return new Outcome(null, null, false, false);
    }
    secrets.wrote(wanted.uid(), versions);
    Instant next =
        Step.of(wanted.rule, versions, true, now) instanceof Step.Keep keep ? keep.next() : now;
    return new Outcome(versions, next, false, true);
  }

  /** The Secret is as it should be, but for a label without which nobody would follow it. */
  private @Nullable StoredVersions labelled(
      @Nullable Secret secret, @Nullable StoredVersions known) {
    Map<String, String> labels = secret == null ? null : secret.getMetadata().getLabels();
    if (secret != null && (labels == null || !"true".equals(labels.get(SecretBook.LABEL)))) {
      client.resource(edited(secret).build()).update();
    }
    return known;
  }

  private StoredVersions pruned(@Nullable Secret secret, StoredVersions left) {
    if (secret != null) {
      client
          .resource(edited(secret).addToData(KeySecret.VERSIONS, KeySecret.encoded(left)).build())
          .update();
    }
    return left;
  }

  private StoredVersions minted(
      Wanted wanted, @Nullable Secret secret, @Nullable StoredVersions known, Step.Cause cause) {
    Instant now = clock.instant();
    KeyText text = text(wanted.key, known);
    String trigger = wanted.rule.trigger();
    StoredVersions versions =
        known == null
            ? StoredVersions.first(text, trigger, now)
            : known.rotated(
                text, trigger == null ? known.trigger() : trigger, now, wanted.rule.overlap());
    announced.accept(wanted.key, versions);
    if (secret == null) {
      client
          .resource(edited(empty(wanted)).withData(KeySecret.data(text, versions)).build())
          .create();
    } else {
      client.resource(edited(secret).withData(KeySecret.data(text, versions)).build()).update();
    }
    if (cause != Step.Cause.FIRST) {
      events.normal(wanted.key, "KeyRotated", "Secret " + wanted.secret + ": " + cause.note());
    }
    return versions;
  }

  /** The public id stays, also when all that was known of the texts is lost. */
  private KeyText text(ApiKey key, @Nullable StoredVersions known) {
    ApiKeyStatus status = key.getStatus();
    String keyId = known == null ? (status == null ? null : status.keyId()) : known.keyId();
    return keyId == null ? KeyText.generate(random) : KeyText.generate(random, keyId);
  }

  private static Secret empty(Wanted wanted) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(wanted.secret.namespace())
        .withName(wanted.secret.name())
        .addNewOwnerReference()
        .withApiVersion(wanted.key.getApiVersion())
        .withKind(wanted.key.getKind())
        .withName(wanted.key.getMetadata().getName())
        .withUid(wanted.uid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .endOwnerReference()
        .endMetadata()
        .withType("Opaque")
        .build();
  }

  private static SecretBuilder edited(Secret secret) {
    return new SecretBuilder(secret).editMetadata().addToLabels(LABELS).endMetadata();
  }
}
