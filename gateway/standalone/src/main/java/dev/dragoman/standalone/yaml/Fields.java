package dev.dragoman.standalone.yaml;

import java.util.List;
import java.util.stream.Stream;

/**
 * The fields of a mapping.
 *
 * @param honoured those that this build acts upon
 * @param later those of the published schema that it does not act upon yet
 */
public record Fields(List<String> honoured, List<String> later) {
  public Fields {
    honoured = List.copyOf(honoured);
    later = List.copyOf(later);
  }

  public static Fields of(String... honoured) {
    return new Fields(List.of(honoured), List.of());
  }

  public Fields later(String... names) {
    return new Fields(honoured, List.of(names));
  }

  List<String> known() {
    return Stream.concat(honoured.stream(), later.stream()).toList();
  }
}
