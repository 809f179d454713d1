package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.Nearest;
import dev.dragoman.standalone.yaml.YamlCursor;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words that a field may hold.
 *
 * @param honoured those that this build acts upon
 * @param later those of the published schema that it does not act upon yet
 */
record Words(List<String> honoured, List<String> later) {
  static Words of(String... honoured) {
    return new Words(List.of(honoured), List.of());
  }

  Words later(String... words) {
    return new Words(honoured, List.of(words));
  }

  /** The word, null with a problem when it is none of {@code honoured}. */
  @Nullable String read(YamlCursor cursor) {
    String word = cursor.text();
    if (word == null || honoured.contains(word)) {
      return word;
    }
    if (later.contains(word)) {
      cursor.problem("UnsupportedValue: " + word + " is not honoured yet");
    } else {
      List<String> known = Stream.concat(honoured.stream(), later.stream()).toList();
      cursor.problem("expected one of " + known + Nearest.hint(word, known));
    }
    return null;
  }
}
