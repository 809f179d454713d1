package dev.dragoman.standalone.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A further public name for a model.
 *
 * @param name what callers write
 * @param target the model that answers
 */
record Alias(String name, String target) {
  static final String VARIABLE = "MODEL_ALIASES";
  private static final String MODEL = "[A-Za-z0-9._:/@+\\-]{1,200}";

  /** Reads {@code MODEL_ALIASES=a=b,c=d}. */
  static List<Alias> read(Variables variables) {
    String text = variables.text(VARIABLE);
    if (text == null) {
      return List.of();
    }
    Map<String, Alias> aliases = new LinkedHashMap<>();
    for (String entry : text.split(",", -1)) {
      Alias alias = parse(entry.strip());
      if (alias == null) {
        variables.fault(VARIABLE, "an entry is not name=model; write it as fast=gpt-4o,deep=o3");
        return List.of();
      }
      if (aliases.put(alias.name(), alias) != null) {
        variables.fault(VARIABLE, "the alias " + alias.name() + " stands twice; keep one of them");
        return List.of();
      }
    }
    return List.copyOf(aliases.values());
  }

  private static @Nullable Alias parse(String entry) {
    int equals = entry.indexOf('=');
    if (equals < 0) {
      return null;
    }
    String name = entry.substring(0, equals).strip();
    String target = entry.substring(equals + 1).strip();
    return name.matches(MODEL) && target.matches(MODEL) ? new Alias(name, target) : null;
  }
}
