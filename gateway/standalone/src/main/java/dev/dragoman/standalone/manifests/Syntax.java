package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.YamlCursor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of text in manifests: what kubernetes itself asks of names, and those of our kinds. */
enum Syntax {
  NAME(
      "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?",
      "a name of an object: at most 253 of a-z, 0-9, - and ., a letter or digit at both ends"),
  NAME_OR_STAR(
      "\\*|[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?",
      "a name of an object: at most 253 of a-z, 0-9, - and ., a letter or digit at both ends"),
  NAMESPACE(
      "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?",
      "a namespace: at most 63 of a-z, 0-9 and -, a letter or digit at both ends"),
  SECRET_KEY("[-._A-Za-z0-9]{1,253}", "a key of a Secret: letters, digits, -, _ and ."),
  MODEL("[A-Za-z0-9._:/@+\\-]{1,200}", "a model name: at most 200 of letters, digits and ._:/@+-"),
  MODEL_PATTERN(
      "\\*|\\*?[A-Za-z0-9._:/@+\\-]{1,199}|[A-Za-z0-9._:/@+\\-]{1,199}\\*",
      "a model name, or a pattern with one star at its start or end"),
  BACKEND(
      "[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?", "a name: at most 63 letters, digits, ._-");

  private final Pattern pattern;
  private final String meaning;

  Syntax(String pattern, String meaning) {
    this.pattern = Pattern.compile(pattern);
    this.meaning = meaning;
  }

  boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  /** The text of a value, null with a problem when it has another form. */
  @Nullable String text(YamlCursor cursor) {
    String text = cursor.text();
    if (text != null && !matches(text)) {
      cursor.problem("expected " + meaning);
      return null;
    }
    return text;
  }

  @Nullable String optional(@Nullable YamlCursor cursor) {
    return cursor == null ? null : text(cursor);
  }
}
