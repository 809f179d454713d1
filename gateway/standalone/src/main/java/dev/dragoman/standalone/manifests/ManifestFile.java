package dev.dragoman.standalone.manifests;

/**
 * A file of manifests.
 *
 * @param name as problems call it
 * @param text may hold secrets; never printed, see {@link #toString}
 */
record ManifestFile(String name, String text) {
  @Override
  public String toString() {
    return "ManifestFile[" + name + "]";
  }
}
