package dev.dragoman.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields, and which values of them, this version acts on. Data: {@code honoured.txt}. */
public final class Honoured {
  /** For judging what later versions will act on. */
  static final Honoured EVERYTHING = new Honoured(null);

  private final @Nullable Map<String, Set<String>> values;

  private Honoured(@Nullable Map<String, Set<String>> values) {
    this.values = values;
  }

  /** The table of this version. */
  public static Honoured load() {
    try (InputStream in = Honoured.class.getResourceAsStream("honoured.txt")) {
      if (in == null) {
        throw new IllegalStateException("honoured.txt is not beside its class");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Honoured parse(String text) {
    Map<String, Set<String>> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> parts = List.of(line.split(" : ", 2));
      values.put(
          parts.getFirst().strip(),
          parts.size() == 1 ? Set.of() : Set.of(parts.getLast().strip().split(" ")));
    }
    return new Honoured(values);
  }

  /** Whether the field is acted on, whatever its value or for some values. */
  public boolean honours(Kind kind, String path) {
    return lookUp(kind, path) != null;
  }

  /** Whether the value of the field is acted on. */
  boolean honours(Kind kind, String path, String value) {
    Set<String> allowed = lookUp(kind, path);
    return allowed != null && (allowed.isEmpty() || allowed.contains(value));
  }

  /** The only values that are acted on; empty for all of them, or for a field not acted on. */
  public Set<String> onlyValues(Kind kind, String path) {
    Set<String> allowed = lookUp(kind, path);
    return allowed == null ? Set.of() : allowed;
  }

  /** The paths of the table, with their kind before them. */
  Set<String> paths() {
    return values == null ? Set.of() : values.keySet();
  }

  private @Nullable Set<String> lookUp(Kind kind, String path) {
    if (values == null) {
      return Set.of();
    }
    for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
      Set<String> found = at(kind, path.substring(0, end));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Set<String> at(Kind kind, String path) {
    Map<String, Set<String>> known = values;
    if (known == null) {
      return null;
    }
    Set<String> found = known.get(kind + " " + path);
    boolean element = path.endsWith("[]") || path.endsWith("{}");
    return found == null && element
        ? known.get(kind + " " + path.substring(0, path.length() - 2))
        : found;
  }
}
