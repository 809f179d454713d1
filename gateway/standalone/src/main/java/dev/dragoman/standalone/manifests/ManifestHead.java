package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.YamlCursor;

/**
 * What every object has: its document, kind and name.
 *
 * @param problemsBefore how many problems were known before this object was looked at
 */
record ManifestHead(YamlCursor document, String kind, ObjectName name, int problemsBefore) {
  /** Whether no problem of this object was found so far. */
  boolean isWhole() {
    return document.problems().count() == problemsBefore;
  }
}
