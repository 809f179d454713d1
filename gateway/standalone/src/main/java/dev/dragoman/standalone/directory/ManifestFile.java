package dev.dragoman.standalone.directory;

import dev.dragoman.standalone.yaml.Problem;
import java.util.List;

/**
 * A file of manifests as it was read.
 *
 * @param text may hold secrets; never printed, see {@link #toString}
 * @param problems of the file as a whole
 * @param whole whether all of it could be read; else nobody knows what it holds
 */
record ManifestFile(
    String name, String text, List<Manifest> manifests, List<Problem> problems, boolean whole) {
  ManifestFile {
    manifests = List.copyOf(manifests);
    problems = List.copyOf(problems);
  }

  /** A file that could not be read. */
  static ManifestFile unread(Problem problem) {
    return new ManifestFile(problem.place().file(), "", List.of(), List.of(problem), false);
  }

  @Override
  public String toString() {
    return "ManifestFile[" + name + "]";
  }
}
