package dev.dragoman.fleet;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Secrets held in memory. A trailing newline of a value is not part of it (design: whoever makes a
 * Secret with an editor or {@code echo} means the text alone).
 */
public final class SecretData implements Secrets {
  private final Map<ObjectName, Map<String, String>> values;

  /** The Secrets by name, each with its values by key. */
  public SecretData(Map<ObjectName, Map<String, String>> values) {
    Map<ObjectName, Map<String, String>> trimmed = new HashMap<>();
    values.forEach((secret, data) -> {
      Map<String, String> texts = new TreeMap<>();
      data.forEach((key, text) -> texts.put(key, text.replaceFirst("\\r?\\n$", "")));
      trimmed.put(secret, texts);
    });
    this.values = Map.copyOf(trimmed);
  }

  /** The value that a configuration names, null when it is not there. */
  public @Nullable String value(CredentialRef ref) {
    String[] parts = ref.name().split("/", 3);
    return parts.length < 3 ? null : find(new ObjectName(parts[0], parts[1]), parts[2]);
  }

  @Override
  public Presence look(ObjectName secret, String key) {
    if (!values.containsKey(secret)) {
      return Presence.NO_SECRET;
    }
    return find(secret, key) == null ? Presence.NO_KEY : Presence.FOUND;
  }

  @Override
  public @Nullable KeyVersions digestOf(ObjectName secret, String key) {
    String text = find(secret, key);
    return text == null
        ? null
        : new KeyVersions(KeyText.keyIdOf(text), List.of(DigestEntry.of(KeyText.digestOf(text))));
  }

  private @Nullable String find(ObjectName secret, String key) {
    Map<String, String> data = values.get(secret);
    String text = data == null ? null : data.get(key);
    return text == null || text.isEmpty() ? null : text;
  }

  /** The names alone. */
  @Override
  public String toString() {
    return "SecretData" + values.keySet();
  }
}
