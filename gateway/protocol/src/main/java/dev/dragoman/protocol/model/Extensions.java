package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fields that the neutral model does not name, kept as source text at the level where they were
 * found. An encoder writes only the bag of its own protocol; foreign bags are dropped, never spread
 * into a body.
 *
 * @param bags fields by protocol, in the order in which they were read
 */
public record Extensions(Map<ProtocolId, Map<String, JsonText>> bags) {
  public static final Extensions NONE = new Extensions(Map.of());

  public Extensions {
    // One bag, or none, has no order to keep.
    bags =
        bags.size() <= 1
            ? Map.copyOf(bags)
            : Collections.unmodifiableMap(new LinkedHashMap<>(bags));
  }

  /** The bag of one protocol alone; {@link #NONE} when there is nothing to keep. */
  public static Extensions of(ProtocolId protocol, Map<String, JsonText> fields) {
    if (fields.isEmpty()) {
      return NONE;
    }
    return new Extensions(
        Map.of(protocol, Collections.unmodifiableMap(new LinkedHashMap<>(fields))));
  }

  /** The fields of {@code protocol}, empty when it has none. */
  public Map<String, JsonText> of(ProtocolId protocol) {
    return bags.getOrDefault(protocol, Map.of());
  }

  /** Whether a bag has a field of this name. */
  public boolean has(String field) {
    return bags.values().stream().anyMatch(bag -> bag.containsKey(field));
  }

  /** The same bags without the field of this name. */
  public Extensions without(String field) {
    Map<ProtocolId, Map<String, JsonText>> left = new LinkedHashMap<>();
    bags.forEach((protocol, bag) -> {
      Map<String, JsonText> fields = new LinkedHashMap<>(bag);
      fields.remove(field);
      if (!fields.isEmpty()) {
        left.put(protocol, Collections.unmodifiableMap(fields));
      }
    });
    return left.isEmpty() ? NONE : new Extensions(left);
  }

  public boolean isEmpty() {
    return bags.isEmpty();
  }
}
