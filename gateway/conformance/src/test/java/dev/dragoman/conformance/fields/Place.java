package dev.dragoman.conformance.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/**
 * Where a class of the SDK stands in a request.
 *
 * @param type the class
 * @param at JSON pointer to its object in {@code request}
 * @param fields a value for each field that the object does not have yet
 * @param answer those of them that shape the answer alone, which the gateway sees to
 * @param implied those of them that an upstream without them does all the same
 * @param elsewhere fields of the class that stand in another place; {@code *} for all others
 */
record Place(
    ClientProtocol client,
    String name,
    String type,
    String at,
    JsonNode request,
    Map<String, JsonNode> fields,
    Set<String> answer,
    Set<String> implied,
    Set<String> elsewhere) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The places of a client's protocol. */
  static List<Place> of(ClientProtocol client) throws IOException {
    String file = client.id().value() + ".yaml";
    try (InputStream in = Place.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + file);
      }
      List<Place> places = new ArrayList<>();
      for (JsonNode place : MAPPER.<JsonNode>valueToTree(new Yaml().load(in))) {
        Map<String, JsonNode> fields = new TreeMap<>();
        for (String list : List.of("fields", "answer", "implied", "beyond")) {
          place
              .path(list)
              .properties()
              .forEach(field -> fields.put(field.getKey(), field.getValue()));
        }
        places.add(
            new Place(
                client,
                place.get("name").asText(),
                place.get("type").asText(),
                place.get("at").asText(),
                place.get("request"),
                fields,
                names(place.path("answer").fieldNames()),
                names(place.path("implied").fieldNames()),
                texts(place.path("elsewhere"))));
      }
      return places;
    }
  }

  private static Set<String> names(Iterator<String> names) {
    Set<String> all = new TreeSet<>();
    names.forEachRemaining(all::add);
    return all;
  }

  private static Set<String> texts(JsonNode oneOrMore) {
    Set<String> all = new TreeSet<>();
    if (oneOrMore.isTextual()) {
      all.add(oneOrMore.asText());
    }
    oneOrMore.forEach(each -> all.add(each.asText()));
    return all;
  }

  /** What the SDK's class can say and no value is given for. */
  Set<String> missing() throws ClassNotFoundException {
    Set<String> missing = new TreeSet<>(SdkClass.fields(type));
    if (elsewhere.contains("*")) {
      missing.clear();
    }
    missing.removeAll(elsewhere);
    missing.removeAll(fields.keySet());
    request.at(at).fieldNames().forEachRemaining(missing::remove);
    return missing;
  }

  /** The request without any of the fields. */
  WireRequest without() throws IOException {
    return wire(request);
  }

  /** The request with a field more. */
  WireRequest with(String field) throws IOException {
    JsonNode more = request.deepCopy();
    ((ObjectNode) more.at(at)).set(field, fields.get(field));
    return wire(more);
  }

  private WireRequest wire(JsonNode body) throws IOException {
    String path =
        client.endpoints().stream()
            .filter(endpoint -> endpoint.operation() == Operation.GENERATE)
            .findFirst()
            .orElseThrow()
            .at("m");
    return new WireRequest(
        path, WireHeaders.NONE, MAPPER.writeValueAsBytes(body), body.path("stream").asBoolean());
  }
}
