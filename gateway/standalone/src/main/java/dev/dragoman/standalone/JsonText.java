package dev.dragoman.standalone;

import dev.dragoman.standalone.directory.Findings;
import dev.dragoman.standalone.directory.Findings.Judged;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What was found, as JSON. */
final class JsonText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonText() {}

  static String of(Map<String, ?> fields) {
    return MAPPER.writeValueAsString(fields);
  }

  /** The whole verdict on a directory. */
  static Map<String, Object> of(Findings findings) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("good", findings.isGood());
    fields.put("problems", findings.problems().stream().map(JsonText::of).toList());
    fields.put("objects", findings.objects().stream().map(JsonText::of).toList());
    fields.put("remarks", findings.remarks());
    return fields;
  }

  static Map<String, Object> of(Problem problem) {
    Map<String, Object> fields = place(problem.place());
    if (!problem.place().path().isEmpty()) {
      fields.put("field", problem.place().path());
    }
    fields.put("message", problem.reason());
    return fields;
  }

  static Map<String, Object> of(Judged object) {
    Map<String, Object> fields = place(object.place());
    fields.put("object", object.object());
    fields.put("conditions", object.conditions());
    return fields;
  }

  private static Map<String, Object> place(Place place) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", place.file());
    fields.put("line", place.line());
    return fields;
  }
}
