package dev.dragoman.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields, and which values of them, this version acts on. Data: {@code honoured.txt}. */
public final class Honoured {
  /** For judging what later versions will act on. */
  static final Honoured EVERYTHING = new Honoured(null);

  private static final Line ALL = new Line(Set.of(), Scope.Everywhere);

  private final @Nullable Map<String, Line> lines;

  private Honoured(@Nullable Map<String, Line> lines) {
    this.lines = lines;
  }

  /** Who acts on a field that is accepted. */
  public enum Scope {
    /** Whatever serves the object. */
    Everywhere(""),
    /** The operator; a process that serves a directory does not. */
    Cluster(" (cluster)"),
    /** Nobody: it is for people and other programs to read. */
    Informational(" (informational)");

    private final String mark;

    Scope(String mark) {
      this.mark = mark;
    }

    private static Scope of(String line) {
      return line.endsWith(Cluster.mark)
          ? Cluster
          : line.endsWith(Informational.mark) ? Informational : Everywhere;
    }
  }

  /**
   * What the table says of one path.
   *
   * @param values the only values acted on; empty for all
   */
  private record Line(Set<String> values, Scope scope) {}

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
    Map<String, Line> lines = new HashMap<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Scope scope = Scope.of(line);
      String said = line.substring(0, line.length() - scope.mark.length());
      List<String> parts = List.of(said.split(" : ", 2));
      Set<String> values =
          parts.size() == 1 ? Set.of() : Set.of(parts.getLast().strip().split(" "));
      lines.put(parts.getFirst().strip(), new Line(values, scope));
    }
    return new Honoured(lines);
  }

  /** Whether the field is accepted, whatever its value or for some values. */
  public boolean honours(Kind kind, String path) {
    return lookUp(kind, path) != null;
  }

  /** Who acts on the field; empty when it is refused. */
  public Optional<Scope> scope(Kind kind, String path) {
    return Optional.ofNullable(lookUp(kind, path)).map(Line::scope);
  }

  /** Fields that the spec sets and that the operator alone acts on, such as {@code replicas}. */
  public Set<String> clusterOnly(Kind kind, Record spec) {
    return HonourCheck.clusterOnly(this, kind, spec);
  }

  /** Whether the value of the field is accepted. */
  boolean honours(Kind kind, String path, String value) {
    Line line = lookUp(kind, path);
    return line != null && (line.values().isEmpty() || line.values().contains(value));
  }

  /** The only values that are acted on; empty for all of them, or for a field not acted on. */
  public Set<String> onlyValues(Kind kind, String path) {
    Line line = lookUp(kind, path);
    return line == null ? Set.of() : line.values();
  }

  /** The paths of the table, with their kind before them. */
  Set<String> paths() {
    return lines == null ? Set.of() : lines.keySet();
  }

  private @Nullable Line lookUp(Kind kind, String path) {
    if (lines == null) {
      return ALL;
    }
    for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
      Line found = at(kind, path.substring(0, end));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Line at(Kind kind, String path) {
    Map<String, Line> known = lines;
    if (known == null) {
      return null;
    }
    Line found = known.get(kind + " " + path);
    boolean element = path.endsWith("[]") || path.endsWith("{}");
    return found == null && element
        ? known.get(kind + " " + path.substring(0, path.length() - 2))
        : found;
  }
}
