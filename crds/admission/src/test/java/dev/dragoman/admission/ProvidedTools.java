package dev.dragoman.admission;

import java.nio.file.Path;

/** Programs that this build does not bring along: scripts of {@code .ci} leave them in a cache. */
public final class ProvidedTools {
  private ProvidedTools() {}

  /**
   * Where they are.
   *
   * @param setting system property or environment variable that names the directory
   * @param name of the directory in the cache, for those who set none
   */
  public static Path directory(String setting, String name) {
    String set = System.getProperty(setting, System.getenv().getOrDefault(setting, ""));
    if (!set.isEmpty()) {
      return Path.of(set);
    }
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return base.resolve("dragoman").resolve(name);
  }
}
