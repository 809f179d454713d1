package dev.dragoman.standalone.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Variables whose features are not built yet. They never stop a start; what is wrong with them is
 * said beside their names.
 */
final class LaterVariables {
  private static final List<String> URLS = List.of("GEMINI_BASE_URL");
  private static final List<String> SECRETS = List.of("GEMINI_API_KEY", "GOOGLE_API_KEY");

  private LaterVariables() {}

  /** The names that are set, each with its fault in brackets when it has one. */
  static List<String> read(Map<String, String> environment) {
    List<String> found = new ArrayList<>();
    URLS.forEach(name -> add(found, environment, name, LaterVariables::url));
    SECRETS.forEach(name -> add(found, environment, name, LaterVariables::secret));
    return found;
  }

  private interface Check {
    void read(Variables variables, String name);
  }

  private static void add(
      List<String> found, Map<String, String> environment, String name, Check check) {
    Variables variables = new Variables(environment);
    if (variables.text(name) == null) {
      return;
    }
    check.read(variables, name);
    List<String> faults = variables.faults();
    found.add(
        faults.isEmpty()
            ? name
            : name + " (" + faults.getFirst().substring(name.length() + 2) + ")");
  }

  private static void url(Variables variables, String name) {
    variables.url(name, "https://example.com");
  }

  private static void secret(Variables variables, String name) {
    variables.secret(name);
  }
}
