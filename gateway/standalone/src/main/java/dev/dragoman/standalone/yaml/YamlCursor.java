package dev.dragoman.standalone.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a YAML document with its place. Reading what is absent or null gives null; reading
 * what has the wrong type adds a problem and gives null too, so that one reading finds all problems
 * of an object. Not thread-safe.
 */
public final class YamlCursor {
  private final Node node;
  private final Place place;
  private final Problems problems;

  YamlCursor(Node node, Place place, Problems problems) {
    this.node = node;
    this.place = place;
    this.problems = problems;
  }

  public Place place() {
    return place;
  }

  public Problems problems() {
    return problems;
  }

  public void problem(String reason) {
    problems.add(place, reason);
  }

  /** Demands a mapping of these fields, each at most once. */
  public YamlCursor allow(Fields fields) {
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : entries()) {
      String name = nameOf(entry);
      Place at = placeOf(entry, name);
      if (!seen.add(name)) {
        problems.add(at, "the field stands twice");
      } else if (fields.later().contains(name)) {
        problems.add(at, "UnsupportedValue: " + at.path() + " is not honoured yet");
      } else if (!fields.honoured().contains(name)) {
        problems.add(at, "unknown field" + Nearest.hint(name, fields.known()));
      }
    }
    return this;
  }

  /** The value of a field, null when it is absent or null. */
  public @Nullable YamlCursor field(String name) {
    for (NodeTuple entry : entries()) {
      if (nameOf(entry).equals(name)) {
        return entry.getValueNode().getTag().equals(Tag.NULL)
            ? null
            : new YamlCursor(entry.getValueNode(), placeOf(entry, name), problems);
      }
    }
    return null;
  }

  /** A problem of a field that may not be there to be pointed at. */
  public void problem(String field, String reason) {
    problems.add(new Place(place.file(), place.line(), pathOf(field)), reason);
  }

  /** The value of a field that must be there; its absence is a problem of this mapping. */
  public @Nullable YamlCursor required(String name) {
    YamlCursor field = field(name);
    if (field == null) {
      problem(name, "the field is required");
    }
    return field;
  }

  /** A mapping, null when it is absent or something else. */
  public @Nullable YamlCursor mapping(String name) {
    YamlCursor field = field(name);
    return field == null || !field.isMapping() ? null : field;
  }

  /** A mapping that must be there. */
  public @Nullable YamlCursor requiredMapping(String name) {
    YamlCursor field = required(name);
    return field == null || !field.isMapping() ? null : field;
  }

  /** The items of a list; none when it is absent. */
  public List<YamlCursor> items(String name, int max) {
    YamlCursor field = field(name);
    if (field == null) {
      return List.of();
    }
    if (!(field.node instanceof SequenceNode list)) {
      field.problem("expected a list, found " + field.typeName());
      return List.of();
    }
    List<Node> nodes = list.getValue();
    if (nodes.size() > max) {
      field.problem("at most " + max + " items, found " + nodes.size());
    }
    List<YamlCursor> items = new ArrayList<>();
    for (int i = 0; i < Math.min(nodes.size(), max); i++) {
      Node item = nodes.get(i);
      Place at =
          new Place(
              place.file(),
              YamlDocuments.lineOf(item.getStartMark()),
              field.place.path() + "[" + i + "]");
      items.add(new YamlCursor(item, at, problems));
    }
    return items;
  }

  /** The fields of a mapping by name, sorted; fields that are null are left out. */
  public Map<String, YamlCursor> fields() {
    Map<String, YamlCursor> fields = new TreeMap<>();
    for (NodeTuple entry : entries()) {
      String name = nameOf(entry);
      if (!entry.getValueNode().getTag().equals(Tag.NULL)) {
        fields.put(name, new YamlCursor(entry.getValueNode(), placeOf(entry, name), problems));
      }
    }
    return fields;
  }

  /** This value as text. A number or a truth value is a problem: other tools read it as one. */
  public @Nullable String text() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    boolean quotable = node instanceof ScalarNode && !node.getTag().equals(Tag.NULL);
    problem("expected text, found " + typeName() + (quotable ? "; put it in quotes" : ""));
    return null;
  }

  /** This value as a whole number within bounds. */
  public @Nullable Integer integer(int min, int max) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
      try {
        int value = Integer.parseInt(scalar.getValue());
        if (value >= min && value <= max) {
          return value;
        }
      } catch (NumberFormatException e) {
        problem("not a number that fits, at most " + max);
        return null;
      }
      problem("must lie between " + min + " and " + max);
      return null;
    }
    problem("expected a whole number, found " + typeName());
    return null;
  }

  /** This value as true or false. */
  public @Nullable Boolean flag() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(scalar.getValue());
    }
    problem("expected true or false, found " + typeName());
    return null;
  }

  /** Whether this is a mapping; anything else is a problem. */
  public boolean isMapping() {
    if (node instanceof MappingNode) {
      return true;
    }
    problem("expected a mapping, found " + typeName());
    return false;
  }

  private List<NodeTuple> entries() {
    return node instanceof MappingNode mapping ? mapping.getValue() : List.of();
  }

  private static String nameOf(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
  }

  private Place placeOf(NodeTuple entry, String name) {
    int line = YamlDocuments.lineOf(entry.getKeyNode().getStartMark());
    return new Place(place.file(), line, pathOf(name));
  }

  private String pathOf(String name) {
    return place.path().isEmpty() ? name : place.path() + "." + name;
  }

  private String typeName() {
    return switch (node.getNodeType()) {
      case MAPPING -> "a mapping";
      case SEQUENCE -> "a list";
      case ANCHOR -> "an anchor";
      case SCALAR -> scalarName();
    };
  }

  private String scalarName() {
    Tag tag = node.getTag();
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return "a number";
    }
    if (tag.equals(Tag.BOOL)) {
      return "true or false";
    }
    return tag.equals(Tag.NULL) ? "nothing" : "text";
  }
}
