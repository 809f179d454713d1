package dev.dragoman.conformance.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An official SDK: it reads a request with its own class, sends it, and reads the answer. */
interface Caller extends AutoCloseable {
  String WARNINGS = "x-dragoman-warnings";

  /** {@code field;class;"reason"}. */
  Pattern WARNING = Pattern.compile("([^;, ]+);[a-z_]+;\"([^\"]*)\"");

  /**
   * Sends a request.
   *
   * @param request in the client's protocol, with the model
   * @param headers beside those of the SDK
   */
  Outcome call(JsonNode request, Map<String, String> headers, boolean stream);

  @Override
  void close();

  /** What a header of warnings says: fields and why they were left out. */
  static List<String> warnings(List<String> header) {
    List<String> warnings = new ArrayList<>();
    Matcher entry = WARNING.matcher(String.join(", ", header));
    while (entry.find()) {
      warnings.add(entry.group(1) + ": " + entry.group(2));
    }
    return warnings;
  }
}
