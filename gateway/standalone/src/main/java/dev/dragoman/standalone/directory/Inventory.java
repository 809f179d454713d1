package dev.dragoman.standalone.directory;

import dev.dragoman.admission.Admission;
import dev.dragoman.admission.Violation;
import dev.dragoman.fleet.Kind;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a directory. As in a cluster an object stays as it was when what is written over
 * it is refused: an edit that went wrong takes nothing out of service. What is deleted is gone.
 *
 * @param problems why objects are not as their files say
 * @param foreign how many objects of other software were passed over
 * @param gatewayRefused an LlmGateway that is written down and not in force, null without one
 * @param unread whether there is a file, or an object, of which nobody knows what it says
 */
record Inventory(
    Map<ManifestKey, Manifest.Usable> objects,
    List<Problem> problems,
    int foreign,
    @Nullable ManifestKey gatewayRefused,
    boolean unread) {
  static final Inventory EMPTY = new Inventory(Map.of(), List.of(), 0, null, false);

  /** Takes stock of the files. */
  static Inventory of(Collection<ManifestFile> files, Inventory before, Admission admission) {
    return new Stocktaking(before, admission).of(files);
  }

  boolean isEmpty() {
    return objects.isEmpty();
  }

  <T extends Manifest.Usable> List<T> all(Class<T> type) {
    return objects.values().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The objects of a kind. */
  <T> List<T> resources(Class<T> type) {
    return all(Manifest.Resource.class).stream()
        .map(Manifest.Resource::object)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static final class Stocktaking {
    private static final String STAYS = "; the version before stays in force";

    private final Inventory before;
    private final Admission admission;
    private final Map<ManifestKey, Manifest.Usable> objects = new LinkedHashMap<>();
    private final Set<ManifestKey> refused = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private int foreign;
    private @Nullable ManifestKey gatewayRefused;
    private boolean unread;

    Stocktaking(Inventory before, Admission admission) {
      this.before = before;
      this.admission = admission;
    }

    Inventory of(Collection<ManifestFile> files) {
      for (ManifestFile file : files) {
        if (file.whole()) {
          problems.addAll(file.problems());
          file.manifests().forEach(this::take);
        } else {
          keep(file);
        }
      }
      return new Inventory(
          Collections.unmodifiableMap(objects),
          List.copyOf(problems),
          foreign,
          gatewayRefused,
          unread);
    }

    /** What the file held while it could be read. */
    private void keep(ManifestFile file) {
      unread = true;
      List<Manifest.Usable> kept =
          before.objects.values().stream()
              .filter(object -> object.place().file().equals(file.name()))
              .toList();
      kept.forEach(object -> objects.putIfAbsent(object.key(), object));
      for (Problem problem : file.problems()) {
        problems.add(kept.isEmpty() ? problem : stays(problem));
      }
    }

    private void take(Manifest manifest) {
      switch (manifest) {
        case Manifest.Foreign _ -> foreign++;
        case Manifest.Refused object -> refuse(object.key(), object.problems());
        case Manifest.Secret secret -> {
          problems.addAll(secret.problems());
          put(secret);
        }
        case Manifest.Namespace namespace -> put(namespace);
        case Manifest.Resource resource -> {
          Optional<Problem> revived = revived(resource);
          if (revived.isPresent()) {
            refuse(resource.key(), List.of(revived.get()));
          } else {
            put(resource);
          }
        }
      }
    }

    private void refuse(@Nullable ManifestKey key, List<Problem> why) {
      Manifest.Usable old = key == null ? null : before.objects.get(key);
      why.forEach(problem -> problems.add(old == null ? problem : stays(problem)));
      if (key == null) {
        unread = true;
        return;
      }
      if (old != null) {
        objects.putIfAbsent(key, old);
      } else if (key.kind().equals(Kind.LlmGateway.name())) {
        gatewayRefused = key;
      }
      refused.add(key);
    }

    private void put(Manifest.Usable object) {
      Manifest.Usable first = objects.get(object.key());
      if (first == null) {
        objects.put(object.key(), object);
      } else if (!refused.contains(object.key())) {
        Place place = first.place();
        problems.add(
            object
                .place()
                .problem(
                    object.key()
                        + " stands already in "
                        + place.file()
                        + ":"
                        + place.line()
                        + "; this one is left out: rename one of them, or remove it"));
      }
    }

    /**
     * Of the rules about changes only this one holds in a directory: a key that was revoked stays
     * so. Others keep a cluster from edits that a person at a file may well mean.
     */
    private Optional<Problem> revived(Manifest.Resource now) {
      if (!now.key().kind().equals(Kind.ApiKey.name())
          || !(before.objects.get(now.key()) instanceof Manifest.Resource old)) {
        return Optional.empty();
      }
      return admission.judge(now.stored(), old.stored()).violations().stream()
          .filter(violation -> violation.field().equals("spec.state"))
          .map(Violation::toString)
          .map(now.place()::problem)
          .findFirst();
    }

    private static Problem stays(Problem problem) {
      return problem.place().problem(problem.reason() + STAYS);
    }
  }
}
