package dev.dragoman.standalone.yaml;

import java.util.List;

/**
 * What a text holds.
 *
 * @param problems of the text as a whole; those of one document are with it
 * @param whole whether the text is YAML at all; else there are no documents
 */
public record YamlFile(List<YamlDocument> documents, List<Problem> problems, boolean whole) {
  public YamlFile {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }
}
