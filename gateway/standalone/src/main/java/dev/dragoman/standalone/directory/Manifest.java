package dev.dragoman.standalone.directory;

import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.Problem;
import dev.dragoman.standalone.yaml.YamlDocument;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object of a file. */
sealed interface Manifest {
  /** Where it starts. */
  Place place();

  /** An object that counts. */
  sealed interface Usable extends Manifest {
    ManifestKey key();
  }

  /**
   * An object of Dragoman's own kinds that an API server would take.
   *
   * @param stored as an API server would keep it
   */
  record Resource(
      Place place, ManifestKey key, HasMetadata object, Map<String, @Nullable Object> stored)
      implements Usable {}

  /**
   * A Secret.
   *
   * @param values by key; never printed
   * @param unset keys whose value cannot be had now, and why
   */
  record Secret(
      Place place, ManifestKey key, Map<String, String> values, Map<String, Problem> unset)
      implements Usable {
    @Override
    public String toString() {
      return key.toString();
    }
  }

  /** A Namespace: its labels matter to consent. */
  record Namespace(Place place, ManifestKey key, Map<String, String> labels) implements Usable {}

  /**
   * An object that an API server would refuse.
   *
   * @param key null when it does not say which object it is
   */
  record Refused(Place place, @Nullable ManifestKey key, List<Problem> problems)
      implements Manifest {}

  /** An object of other software. */
  record Foreign(Place place) implements Manifest {
    static Foreign in(YamlDocument document) {
      return new Foreign(document.start());
    }
  }
}
