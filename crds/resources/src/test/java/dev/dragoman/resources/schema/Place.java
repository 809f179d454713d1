package dev.dragoman.resources.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema and where it stands.
 *
 * @param path as people write it: {@code spec.backends[].set{}}; empty for the whole object
 * @param field whether it is the value of a field, not of a list's or map's element
 * @param required whether the object around it demands the field
 */
public record Place(String path, ObjectNode schema, boolean field, boolean required) {

  /** All schemas of an object in the order of the file, the object's own first. */
  public static List<Place> allOf(ObjectNode schema) {
    List<Place> places = new ArrayList<>();
    add(new Place("", schema, false, false), places);
    return places;
  }

  private static void add(Place place, List<Place> places) {
    places.add(place);
    JsonNode properties = place.schema.path("properties");
    properties
        .properties()
        .forEach(entry -> {
          String path = place.path.isEmpty() ? entry.getKey() : place.path + "." + entry.getKey();
          boolean required = contains(place.schema.path("required"), entry.getKey());
          add(new Place(path, (ObjectNode) entry.getValue(), true, required), places);
        });
    if (place.schema.get("items") instanceof ObjectNode items) {
      add(new Place(place.path + "[]", items, false, false), places);
    }
    if (place.schema.get("additionalProperties") instanceof ObjectNode values) {
      add(new Place(place.path + "{}", values, false, false), places);
    }
  }

  /** Last word of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static boolean contains(JsonNode array, String text) {
    for (JsonNode element : array) {
      if (element.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }
}
