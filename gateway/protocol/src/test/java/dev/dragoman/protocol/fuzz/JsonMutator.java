package dev.dragoman.protocol.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes the nodes of a JSON document: drops, doubles, moves, retypes, buries. */
final class JsonMutator {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** Stands in the tree for source text that no node spells. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\"@odd:(\\d+)@\"");

  private final Random random;
  private final List<String> odd = new ArrayList<>();

  JsonMutator(Random random) {
    this.random = random;
  }

  /** A node and where it hangs. */
  private record Spot(JsonNode parent, String name, int index) {
    JsonNode value() {
      return parent instanceof ObjectNode object ? object.get(name) : parent.get(index);
    }

    void set(JsonNode value) {
      switch (parent) {
        case ObjectNode object -> object.set(name, value);
        case ArrayNode array -> array.set(index, value);
        default -> throw new IllegalStateException("no container: " + parent);
      }
    }

    void remove() {
      switch (parent) {
        case ObjectNode object -> object.remove(name);
        case ArrayNode array -> array.remove(index);
        default -> throw new IllegalStateException("no container: " + parent);
      }
    }
  }

  /**
   * {@code json} with a few changes; as it is where it is none.
   *
   * @param other another document, of which parts may be taken
   */
  byte[] mutated(byte[] json, byte[] other) {
    JsonNode root;
    JsonNode donor;
    try {
      root = MAPPER.readTree(json);
      donor = MAPPER.readTree(other);
    } catch (JacksonException _) {
      return json;
    }
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      List<Spot> spots = spots(root);
      if (!spots.isEmpty()) {
        change(spots, spots(donor));
      }
    }
    return spelled(MAPPER.writeValueAsString(root)).getBytes(StandardCharsets.UTF_8);
  }

  private void change(List<Spot> spots, List<Spot> donors) {
    Spot spot = one(spots);
    switch (random.nextInt(11)) {
      case 0, 1 -> spot.remove();
      case 2 -> doubled(spot);
      case 3, 4, 5 -> spot.set(placeholder(OddValues.one(random)));
      case 6 -> spot.set(one(spots).value().deepCopy());
      case 7 -> {
        if (!donors.isEmpty()) {
          spot.set(one(donors).value().deepCopy());
        }
      }
      case 8 -> renamed(spot, one(spots).name);
      case 9 -> buried(spot);
      default -> retyped(spot, one(donors.isEmpty() ? spots : donors));
    }
  }

  private void doubled(Spot spot) {
    JsonNode copy = spot.value().deepCopy();
    switch (spot.parent) {
      case ArrayNode array -> array.insert(random.nextInt(array.size() + 1), copy);
      case ObjectNode object -> object.set(spot.name + "_", copy);
      default -> throw new IllegalStateException("no container: " + spot.parent);
    }
  }

  private static void renamed(Spot spot, String name) {
    if (spot.parent instanceof ObjectNode object && !name.isEmpty()) {
      object.set(name, object.remove(spot.name));
    }
  }

  private void buried(Spot spot) {
    JsonNode value = spot.value();
    for (int depth = random.nextInt(8) == 0 ? 140 : 1 + random.nextInt(4); depth > 0; depth--) {
      value = MAPPER.createArrayNode().add(value);
    }
    spot.set(value);
  }

  /** Puts a string where a string is, a number for a number: a wrong value of the right type. */
  private static void retyped(Spot spot, Spot donor) {
    if (donor.value().getNodeType() == spot.value().getNodeType()) {
      spot.set(donor.value().deepCopy());
    }
  }

  private JsonNode placeholder(String source) {
    odd.add(source);
    return MAPPER.getNodeFactory().stringNode("@odd:" + (odd.size() - 1) + "@");
  }

  private String spelled(String json) {
    return PLACEHOLDER
        .matcher(json)
        .replaceAll(found -> Matcher.quoteReplacement(odd.get(Integer.parseInt(found.group(1)))));
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<Spot> spots(JsonNode root) {
    List<Spot> spots = new ArrayList<>();
    collect(root, spots);
    return spots;
  }

  private static void collect(JsonNode node, List<Spot> spots) {
    if (node instanceof ObjectNode object) {
      for (var member : object.properties()) {
        spots.add(new Spot(object, member.getKey(), -1));
        collect(member.getValue(), spots);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        spots.add(new Spot(array, "", i));
        collect(array.get(i), spots);
      }
    }
  }
}
