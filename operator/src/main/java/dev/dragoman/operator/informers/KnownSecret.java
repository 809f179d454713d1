package dev.dragoman.operator.informers;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.fleet.KeyVersions;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.material.KeySecret;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A Secret as it was read. Thread-safe. Values stay encoded, and are never shown. */
final class KnownSecret {
  private final ObjectName name;
  private final @Nullable String owner;
  private final Map<String, String> encoded;
  private final long revision;

  /** Each digest is asked for with every resolving of the fleet. */
  private final Map<String, KeyVersions> digests = new ConcurrentHashMap<>();

  private KnownSecret(
      ObjectName name, @Nullable String owner, Map<String, String> encoded, long revision) {
    this.name = name;
    this.owner = owner;
    this.encoded = encoded;
    this.revision = revision;
  }

  /**
   * A Secret.
   *
   * @param before as it was known before
   */
  static KnownSecret of(Secret secret, @Nullable KnownSecret before) {
    Map<String, String> data = secret.getData() == null ? Map.of() : Map.copyOf(secret.getData());
    return new KnownSecret(
        ObjectName.of(secret),
        KeySecret.ownerOf(secret).orElse(null),
        data,
        before != null && before.encoded.equals(data) ? before.revision : version(secret));
  }

  /** Of an object that only the API server has written: a number that grows with each write. */
  private static long version(Secret secret) {
    String version = secret.getMetadata().getResourceVersion();
    return version != null && version.matches("[0-9]{1,15}") ? Long.parseLong(version) : 0;
  }

  /** Grows when a value changes, and with nothing else while this process runs. */
  long revision() {
    return revision;
  }

  /** The uid of the ApiKey that owns it, null when none does. */
  @Nullable String owner() {
    return owner;
  }

  /** The value under a key without a trailing line break; null when it is absent or empty. */
  @Nullable String value(String key) {
    String text = encoded.get(key);
    if (text == null) {
      return null;
    }
    String value = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    String trimmed = value.replaceFirst("\\r?\\n$", "");
    return trimmed.isEmpty() ? null : trimmed;
  }

  /** The value as the text of an API key; null when it is absent or empty. */
  @Nullable KeyVersions digest(String key) {
    KeyVersions known = digests.get(key);
    String text = known == null ? value(key) : null;
    if (text == null) {
      return known;
    }
    KeyVersions made =
        new KeyVersions(KeyText.keyIdOf(text), List.of(DigestEntry.of(KeyText.digestOf(text))));
    digests.put(key, made);
    return made;
  }

  /** Whether both hold the same values. */
  boolean sameData(KnownSecret other) {
    return encoded.equals(other.encoded);
  }

  /** The name alone. */
  @Override
  public String toString() {
    return "KnownSecret[" + name + "]";
  }
}
