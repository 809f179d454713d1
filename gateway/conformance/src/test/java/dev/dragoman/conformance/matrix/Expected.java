package dev.dragoman.conformance.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Compares JSON with what a feature expects of it, by JSON pointers. Null expects nothing there, a
 * text that begins with {@code ~} is a regular expression of the whole value (of nothing, of an
 * empty text), numbers are equal by their worth.
 */
final class Expected {
  private Expected() {}

  /** What is otherwise than expected, empty when nothing is. */
  static List<String> mismatches(Map<String, JsonNode> expected, JsonNode actual) {
    List<String> mismatches = new ArrayList<>();
    expected.forEach((pointer, wanted) -> {
      JsonNode found = actual.at(pointer);
      if (!fits(wanted, found)) {
        mismatches.add(pointer + " is " + found + ", not " + wanted);
      }
    });
    return mismatches;
  }

  private static boolean fits(JsonNode wanted, JsonNode found) {
    if (wanted.isNull()) {
      return found.isMissingNode() || found.isNull();
    }
    if (wanted.isTextual() && wanted.asText().startsWith("~")) {
      String text = found.isTextual() ? found.asText() : found.toString();
      return Pattern.compile(wanted.asText().substring(1), Pattern.DOTALL).matcher(text).matches();
    }
    if (wanted.isNumber() && found.isNumber()) {
      return wanted.decimalValue().compareTo(found.decimalValue()) == 0;
    }
    return wanted.equals(found);
  }
}
