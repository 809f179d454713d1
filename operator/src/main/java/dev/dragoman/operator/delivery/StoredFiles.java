package dev.dragoman.operator.delivery;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of an object as the API server has them.
 *
 * @param version for the next compare-and-swap
 */
record StoredFiles(Map<String, byte[]> files, String version) {
  StoredFiles {
    files = new TreeMap<>(files);
  }

  byte @Nullable [] file(String name) {
    return files.get(name);
  }

  boolean holds(Map<String, byte[]> others) {
    return files.keySet().equals(others.keySet())
        && others.entrySet().stream()
            .allMatch(other -> Arrays.equals(files.get(other.getKey()), other.getValue()));
  }

  /** Names only: some files hold secrets. */
  @Override
  public String toString() {
    return "StoredFiles[" + files.keySet() + ", " + version + "]";
  }
}
