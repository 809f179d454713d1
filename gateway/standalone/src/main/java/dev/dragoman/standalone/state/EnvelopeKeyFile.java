package dev.dragoman.standalone.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The envelope keys of a state directory from the oldest to the newest, a line each. */
record EnvelopeKeyFile(List<Key> keys) {
  static final EnvelopeKeyFile EMPTY = new EnvelopeKeyFile(List.of());

  private static final String HEADING =
      "# Keys of Dragoman that seal reasoning state: kid, when made, 256 bits. Secret.";
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z0-9_-]{1,64}) (\\S+) ([A-Za-z0-9+/]{43}=)");

  /**
   * One key.
   *
   * @param secret 256 bits in base64, see {@link #toString}
   */
  record Key(String kid, Instant since, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Key[" + kid + ", " + since + "]";
    }
  }

  EnvelopeKeyFile {
    keys = List.copyOf(keys);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException naming the line that has another form, not what it says
   */
  static EnvelopeKeyFile parse(String text) {
    List<Key> keys = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        keys.add(key(line, i + 1));
      }
    }
    return new EnvelopeKeyFile(keys);
  }

  private static Key key(String line, int number) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("line " + number + " is not a key's");
    }
    try {
      return new Key(parts.group(1), Instant.parse(parts.group(2)), parts.group(3));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("line " + number + " names no time", e);
    }
  }

  String text() {
    List<String> lines = new ArrayList<>(List.of(HEADING));
    keys.forEach(key -> lines.add(key.kid() + " " + key.since() + " " + key.secret()));
    return String.join("\n", lines) + "\n";
  }
}
