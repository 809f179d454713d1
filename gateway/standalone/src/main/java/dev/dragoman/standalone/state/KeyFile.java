package dev.dragoman.standalone.state;

import dev.dragoman.standalone.start.StoredKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of a state directory by name, and their text form: a line each, after a heading. */
record KeyFile(SortedMap<String, StoredKey> keys) {
  static final KeyFile EMPTY = new KeyFile(new TreeMap<>());
  private static final String HEADING =
      "# Keys of Dragoman: name, public id, SHA-256 of the text, whether revoked";
  private static final String REVOKED = " revoked";
  private static final Pattern LINE =
      Pattern.compile("([-./a-z0-9]+) ([a-z2-7]{12}) ([0-9a-f]{64})( revoked)?");

  KeyFile {
    keys = new TreeMap<>(keys);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException naming the line that has another form
   */
  static KeyFile parse(String text) {
    SortedMap<String, StoredKey> keys = new TreeMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException("line " + (i + 1) + " is not a key's");
      }
      keys.put(
          parts.group(1),
          new StoredKey(parts.group(1), parts.group(2), parts.group(3), parts.group(4) != null));
    }
    return new KeyFile(keys);
  }

  String text() {
    List<String> lines = new ArrayList<>(List.of(HEADING));
    for (StoredKey key : keys.values()) {
      String line =
          key.name() + " " + key.keyId() + " " + key.digest() + (key.revoked() ? REVOKED : "");
      if (!LINE.matcher(line).matches()) {
        throw new IllegalArgumentException("a key that could not be read again: " + key.name());
      }
      lines.add(line);
    }
    return String.join("\n", lines) + "\n";
  }

  KeyFile with(Map<String, StoredKey> more) {
    SortedMap<String, StoredKey> all = new TreeMap<>(keys);
    all.putAll(more);
    return new KeyFile(all);
  }
}
