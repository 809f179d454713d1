package dev.dragoman.conformance.matrix;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads {@code matrix.yaml}. */
final class Features {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private Features() {}

  static List<Feature> all() throws IOException {
    try (InputStream file = Features.class.getResourceAsStream("/matrix.yaml")) {
      Object yaml =
          new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
              .loadFromInputStream(Objects.requireNonNull(file, "matrix.yaml"));
      return List.of(JSON.convertValue(yaml, Feature[].class));
    }
  }

  /** JSON merge patch (RFC 7396). */
  static JsonNode merged(JsonNode base, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode merged =
        base instanceof ObjectNode object ? object.deepCopy() : JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      if (change.getValue().isNull()) {
        merged.remove(change.getKey());
      } else {
        merged.set(change.getKey(), merged(merged.path(change.getKey()), change.getValue()));
      }
    }
    return merged;
  }
}
