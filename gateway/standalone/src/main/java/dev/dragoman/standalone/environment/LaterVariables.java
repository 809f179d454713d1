package dev.dragoman.standalone.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Variables whose features are not built yet. They never stop a start; what is wrong with them is
 * said beside their names.
 */
final class LaterVariables {
  private static final List<String> FLAGS = List.of("PROMPT_CACHING_ENABLED", "RATE_LIMIT_ENABLED");
  private static final List<String> NUMBERS =
      List.of("RATE_LIMIT_REQUESTS_PER_WINDOW", "RATE_LIMIT_WINDOW_SECONDS");
  private static final List<String> URLS = List.of("DYNAMODB_ENDPOINT_URL", "GEMINI_BASE_URL");
  private static final List<String> SECRETS =
      List.of("MASTER_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY");
  private static final List<String> TEXTS =
      List.of("DYNAMODB_API_KEYS_TABLE", "DYNAMODB_USAGE_TABLE");

  private LaterVariables() {}

  /** The names that are set, each with its fault in brackets when it has one. */
  static List<String> read(Map<String, String> environment) {
    List<String> found = new ArrayList<>();
    FLAGS.forEach(name -> add(found, environment, name, LaterVariables::flag));
    NUMBERS.forEach(name -> add(found, environment, name, LaterVariables::number));
    URLS.forEach(name -> add(found, environment, name, LaterVariables::url));
    SECRETS.forEach(name -> add(found, environment, name, LaterVariables::secret));
    TEXTS.forEach(name -> add(found, environment, name, (variables, text) -> {}));
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

  private static void flag(Variables variables, String name) {
    variables.flag(name);
  }

  private static void number(Variables variables, String name) {
    variables.integer(name, 1, Integer.MAX_VALUE);
  }

  private static void url(Variables variables, String name) {
    variables.url(name, "https://example.com");
  }

  private static void secret(Variables variables, String name) {
    variables.secret(name);
  }
}
