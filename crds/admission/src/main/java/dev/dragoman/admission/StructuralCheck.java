package dev.dragoman.admission;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Types, bounds, patterns and required fields of a schema. Thread-safe. */
final class StructuralCheck {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  /** The keywords of which an API server reports only the first breach of a text. */
  private static final List<String> TEXT = List.of("maxLength", "minLength", "pattern");

  private final Schema schema;
  private final com.networknt.schema.Schema validator;

  StructuralCheck(Schema schema) {
    this.schema = schema;
    this.validator = REGISTRY.getSchema(JsonSchemaForm.of(schema));
  }

  List<Violation> of(Map<String, @Nullable Object> object) {
    List<Breach> breaches =
        validator.validate(MAPPER.valueToTree(object)).stream()
            .map(error -> breachOf(error, object))
            .toList();
    Set<String> judgedTexts = new HashSet<>();
    List<Violation> violations = new ArrayList<>();
    for (String keyword : TEXT) {
      for (Breach breach : breaches) {
        if (breach.keyword().equals(keyword) && judgedTexts.add(breach.path().text())) {
          violations.add(breach.violation());
        }
      }
    }
    for (Breach breach : breaches) {
      if (!TEXT.contains(breach.keyword())) {
        violations.add(breach.violation());
      }
    }
    return violations;
  }

  private Breach breachOf(Error error, Map<String, @Nullable Object> object) {
    NodePath location = error.getInstanceLocation();
    Schema node = schema;
    Object value = object;
    FieldPath path = FieldPath.ROOT;
    for (int i = 0; i < location.getNameCount(); i++) {
      Object element = location.getElement(i);
      if (element instanceof Integer index) {
        node = node.items() == null ? node : node.items();
        value = Trees.listOf(value).get(index);
        path = path.index(index);
      } else {
        String name = String.valueOf(element);
        Schema field = node.field(name);
        node = field == null ? node : field;
        value = Trees.mapOf(value).get(name);
        path = path.child(name);
      }
    }
    FieldPath at = error.getKeyword().equals("required") ? path.child(error.getProperty()) : path;
    return new Breach(error.getKeyword(), at, node, value);
  }
}
