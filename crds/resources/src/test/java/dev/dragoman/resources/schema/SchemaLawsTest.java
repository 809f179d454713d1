package dev.dragoman.resources.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every definition must keep to; each law is one that clusters or tools have broken on. */
class SchemaLawsTest {
  /** Words that some YAML readers take for booleans (kubectl 1.35 among them). */
  private static final Set<String> BOOLEAN_WORDS =
      Set.of("on", "off", "yes", "no", "y", "n", "true", "false");

  private static final List<Place> PLACES =
      Definitions.all().values().stream().flatMap(SchemaLawsTest::places).toList();

  /** kubernetes#121162: the cost of a rule is estimated from these. */
  @Test
  void everyStringHasAnEnd() {
    assertThat(ofType("string"))
        .filteredOn(
            schema -> !schema.has("enum") && !schema.path("format").asText().equals("date-time"))
        .allMatch(schema -> schema.has("maxLength"));
  }

  @Test
  void everyListHasAnEnd() {
    assertThat(ofType("array")).allMatch(schema -> schema.has("maxItems"));
  }

  @Test
  void everyMapHasAnEnd() {
    assertThat(schemas(schema -> schema.has("additionalProperties")))
        .allMatch(schema -> schema.has("maxProperties"));
  }

  /** A greater number would stop the reading of an object whose class holds an int. */
  @Test
  void everyIntegerHasBothBounds() {
    assertThat(ofType("integer"))
        .allMatch(schema -> schema.has("minimum") && schema.has("maximum"))
        .allMatch(schema -> Set.of("int32", "int64").contains(schema.path("format").asText()));
  }

  @Test
  void nothingIsAFloatingPointNumber() {
    assertThat(ofType("number")).isEmpty();
  }

  @Test
  void everyFieldIsDescribed() {
    assertThat(PLACES)
        .filteredOn(Place::field)
        .filteredOn(place -> !place.schema().path("description").asText().endsWith("."))
        .extracting(Place::path)
        .isEmpty();
  }

  /** A user's field that may be left out says what happens then. */
  @Test
  void everyOptionalFieldSaysWhatAbsenceMeans() {
    assertThat(PLACES)
        .filteredOn(place -> place.field() && place.path().startsWith("spec."))
        .filteredOn(place -> !place.required() && !place.schema().has("default"))
        .filteredOn(place -> !saysWhenAbsent(place.schema().path("description").asText()))
        .extracting(Place::path)
        .isEmpty();
  }

  @Test
  void noFieldAndNoValueIsReadAsABoolean() {
    assertThat(PLACES)
        .filteredOn(Place::field)
        .extracting(place -> place.name().toLowerCase(Locale.ROOT))
        .doesNotContainAnyElementsOf(BOOLEAN_WORDS);
    // The statuses of conditions are metav1's, written and quoted by machines.
    assertThat(PLACES)
        .filteredOn(place -> !place.path().endsWith("conditions[].status"))
        .flatMap(place -> words(place.schema().path("enum")).toList())
        .doesNotContainAnyElementsOf(BOOLEAN_WORDS);
  }

  @Test
  void listsOfNamedThingsAreMapsByName() {
    assertThat(ofType("array"))
        .filteredOn(schema -> schema.at("/items/properties").has("name"))
        .filteredOn(schema -> !schema.at("/items/properties").has("namespace"))
        .allMatch(schema -> schema.path("x-kubernetes-list-type").asText().equals("map"))
        .allMatch(schema -> schema.at("/x-kubernetes-list-map-keys/0").asText().equals("name"));
  }

  /** kubernetes#124234: a message that is computed costs more than the rule. */
  @Test
  void everyRuleSaysWhatIsWrongAndHowToMendIt() {
    assertThat(PLACES)
        .flatMap(place -> rules(place.schema()).toList())
        .hasSizeGreaterThan(30)
        .allMatch(rule -> !rule.has("messageExpression"))
        .allMatch(rule -> rule.path("message").asText().matches(".{10,}: .{8,}"));
  }

  /** A rule that looks back is skipped when its field comes or goes. */
  @Test
  void fieldsThatNeverChangeAreAlwaysThere() {
    assertThat(PLACES)
        .filteredOn(place ->
            rules(place.schema()).anyMatch(rule -> rule.path("rule").asText().contains("oldSelf")))
        .extracting(Place::path)
        .hasSize(3)
        .allMatch(SchemaLawsTest::isAlwaysThere);
  }

  @Test
  void statusStartsBeforeTheFirstLook() {
    assertThat(PLACES)
        .filteredOn(place -> place.path().equals("status"))
        .hasSize(5)
        .allMatch(place -> place.schema().at("/default/observedGeneration").asInt() == -1);
  }

  private static boolean isAlwaysThere(String path) {
    return Stream.iterate(
            path, way -> way.contains("."), way -> way.substring(0, way.lastIndexOf('.')))
        .allMatch(way ->
            PLACES.stream()
                .filter(place -> place.path().equals(way))
                .anyMatch(place -> place.required() || place.schema().has("default")));
  }

  private static boolean saysWhenAbsent(String description) {
    return description.contains("Absent")
        || description.contains("absent")
        || description.contains("only there")
        || description.contains("which take none");
  }

  private static Stream<Place> places(ObjectNode definition) {
    return Place.allOf((ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema"))
        .stream();
  }

  private static List<ObjectNode> ofType(String type) {
    return schemas(schema -> schema.path("type").asText().equals(type));
  }

  private static List<ObjectNode> schemas(Predicate<ObjectNode> which) {
    return PLACES.stream().map(Place::schema).filter(which).toList();
  }

  private static Stream<JsonNode> rules(ObjectNode schema) {
    return schema.path("x-kubernetes-validations").valueStream();
  }

  private static Stream<String> words(JsonNode values) {
    return values.valueStream().map(word -> word.asText().toLowerCase(Locale.ROOT));
  }
}
