package dev.dragoman.standalone.yaml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns nodes into the tree that JSON would have. A plain word that YAML 1.1, which many tools
 * still speak, reads as another type is a problem: it would mean one thing here and another there.
 */
final class TreeBuilder {
  /** Bounds what aliases may blow a small text up to. */
  private static final int MAX_VALUES = 1_000_000;

  /** Every value has its path in memory; no field of the resources comes near. */
  private static final int MAX_PATH = 2_000;

  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

  private static final String UNKNOWN_TAG =
      "a tag that does not fit; put text that starts with ! in quotes, and leave tags out";
  private static final Pattern TRUTH_OF_1_1 =
      Pattern.compile("y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF");
  private static final Pattern NUMBER_OF_1_1 =
      Pattern.compile("[-+]?(0b[01_]+|0[0-9]+|[0-9][0-9]*_[0-9_]*)");

  private final String file;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int values;

  private TreeBuilder(String file) {
    this.file = file;
  }

  static YamlDocument documentOf(String file, MappingNode root) {
    TreeBuilder builder = new TreeBuilder(file);
    Map<String, @Nullable Object> tree = builder.mapping(root, "");
    return new YamlDocument(file, lineOf(root), tree, builder.lines, builder.problems);
  }

  static int lineOf(Node node) {
    return YamlDocuments.lineOf(node.getStartMark());
  }

  private void problem(Node node, String path, String reason) {
    problems.add(new Place(file, lineOf(node), path).problem(reason));
  }

  private @Nullable Object value(Node node, String path) {
    if (++values > MAX_VALUES) {
      if (values == MAX_VALUES + 1) {
        problem(node, path, "more than " + MAX_VALUES + " values; write less, or no aliases");
      }
      return null;
    }
    if (path.length() > MAX_PATH) {
      problem(node, path.substring(0, 100) + "…", "names and nesting are too long");
      return null;
    }
    if (!open.add(node)) {
      problem(node, path, "an alias that holds itself; write the value out");
      return null;
    }
    try {
      return switch (node) {
        case MappingNode mapping -> mapping(mapping, path);
        case SequenceNode sequence -> sequence(sequence, path);
        case ScalarNode scalar -> scalar(scalar, path);
        case AnchorNode anchor -> value(anchor.getRealNode(), path);
        default -> throw new IllegalStateException("no such node: " + node.getNodeType());
      };
    } finally {
      open.remove(node);
    }
  }

  private Map<String, @Nullable Object> mapping(MappingNode node, String path) {
    if (!node.getTag().equals(Tag.MAP)) {
      problem(node, path, UNKNOWN_TAG);
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      Node key = entry.getKeyNode();
      if (!(key instanceof ScalarNode scalar)) {
        problem(key, path, "a field's name is text");
        continue;
      }
      String name = scalar.getValue();
      String at = path.isEmpty() ? name : path + "." + name;
      lines.putIfAbsent(at, lineOf(key));
      checkPlain(scalar, at);
      Object value = value(entry.getValueNode(), at);
      if (map.containsKey(name)) {
        problem(key, at, "the field stands twice");
      }
      map.put(name, value);
    }
    return map;
  }

  private List<@Nullable Object> sequence(SequenceNode node, String path) {
    if (!node.getTag().equals(Tag.SEQ)) {
      problem(node, path, UNKNOWN_TAG);
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (Node item : node.getValue()) {
      String at = path + "[" + list.size() + "]";
      lines.putIfAbsent(at, lineOf(item));
      list.add(value(item, at));
    }
    return list;
  }

  private @Nullable Object scalar(ScalarNode node, String path) {
    checkPlain(node, path);
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.STR)) {
      return text;
    }
    if (tag.equals(Tag.INT)) {
      return integer(node, path);
    }
    if (tag.equals(Tag.FLOAT)) {
      return decimal(node, path);
    }
    // A tag may be written beside a text that is none of its kind; the text may be a secret.
    if (tag.equals(Tag.BOOL) && (TRUE.contains(text) || FALSE.contains(text))) {
      return TRUE.contains(text);
    }
    if (!tag.equals(Tag.NULL) || !NULL.contains(text)) {
      problem(node, path, UNKNOWN_TAG);
    }
    return null;
  }

  private void checkPlain(ScalarNode node, String path) {
    String text = node.getValue();
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return;
    }
    if (TRUTH_OF_1_1.matcher(text).matches()) {
      problem(
          node,
          path,
          "\""
              + text
              + "\" is true or false to some tools and text to others: put it in quotes, or"
              + " write true or false");
    } else if (NUMBER_OF_1_1.matcher(text).matches()) {
      problem(
          node,
          path,
          "a number that tools read differently: put it in quotes, or write it in plain decimal"
              + " digits");
    }
  }

  private @Nullable Number integer(ScalarNode node, String path) {
    String text = node.getValue();
    String digits = text.startsWith("+") ? text.substring(1) : text;
    try {
      BigInteger number =
          digits.startsWith("0x")
              ? new BigInteger(digits.substring(2), 16)
              : digits.startsWith("0o")
                  ? new BigInteger(digits.substring(2), 8)
                  : new BigInteger(digits);
      return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    } catch (NumberFormatException e) {
      problem(node, path, "not a whole number");
      return null;
    }
  }

  private @Nullable Double decimal(ScalarNode node, String path) {
    try {
      double number = Double.parseDouble(node.getValue());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // .inf and .nan are numbers of YAML that Java writes otherwise, and JSON not at all.
    }
    problem(node, path, "not a finite number");
    return null;
  }
}
