package dev.dragoman.admission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Texts and YAML trees of tests. */
final class TestFiles {
  private TestFiles() {}

  static String read(String resource) {
    try (InputStream in = TestFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, @Nullable Object> yaml(String text) {
    return Trees.mapOf(Trees.copy(new Load(LoadSettings.builder().build()).loadFromString(text)));
  }

  /** The value at a path of names and list indexes. */
  static @Nullable Object at(Map<String, @Nullable Object> tree, Object... path) {
    Object value = tree;
    for (Object step : path) {
      value =
          switch (step) {
            case Integer index -> Trees.listOf(value).get(index);
            default -> Trees.mapOf(value).get(step);
          };
    }
    return value;
  }
}
