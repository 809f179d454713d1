package dev.dragoman.standalone.directory;

import dev.dragoman.admission.Admission;
import dev.dragoman.admission.Violation;
import dev.dragoman.fleet.Kind;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.key.KeyState;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a directory. As in a cluster an object stays as it was when what is written over
 * it is refused: an edit that went wrong takes nothing out of service. What is deleted is gone.
 *
 * @param problems why objects are not as their files say
 * @param refused what was written of objects and not taken, with the reasons among the problems
 * @param foreign how many objects of other software were passed over
 * @param gatewaysRefused LlmGateways that are written down and not in force
 * @param unread whether there is a file, or an object, of which nobody knows what it says
 */
record Inventory(
    Map<ManifestKey, Manifest.Usable> objects,
    List<Problem> problems,
    Map<ManifestKey, List<Problem>> refused,
    int foreign,
    Set<ManifestKey> gatewaysRefused,
    boolean unread) {
  static final Inventory EMPTY = new Inventory(Map.of(), List.of(), Map.of(), 0, Set.of(), false);

  /** Takes stock of the files. */
  static Inventory of(Collection<ManifestFile> files, Inventory before, Admission admission) {
    return new Stocktaking(before, admission).of(files);
  }

  /** What is worth saying of what was left aside. */
  List<String> remarks(Path directory) {
    return foreign == 0
        ? List.of()
        : List.of(directory + ": objects of other kinds passed over: " + foreign);
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
    private final Map<ManifestKey, List<Problem>> refused = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int foreign;
    private final Set<ManifestKey> gatewaysRefused = new TreeSet<>();
    private boolean unread;

    Stocktaking(Inventory before, Admission admission) {
      this.before = before;
      this.admission = admission;
    }

    Inventory of(Collection<ManifestFile> files) {
      for (ManifestFile file : files) {
        boolean known = file.whole() && file.problems().isEmpty();
        for (Manifest manifest : file.manifests()) {
          known &= !(manifest instanceof Manifest.Refused refusal) || refusal.key() != null;
          take(manifest);
        }
        if (known) {
          continue;
        }
        keep(file);
      }
      return new Inventory(
          Collections.unmodifiableMap(objects),
          List.copyOf(problems),
          Collections.unmodifiableMap(refused),
          foreign,
          Collections.unmodifiableSet(gatewaysRefused),
          unread);
    }

    /**
     * What the file held while it could be read: a part of it that says nothing clear now may be
     * any of that.
     */
    private void keep(ManifestFile file) {
      unread = true;
      boolean kept = false;
      for (Manifest.Usable object : before.objects.values()) {
        boolean here = object.place().file().equals(file.name());
        kept |= here && objects.putIfAbsent(object.key(), object) == null;
      }
      for (Problem problem : file.problems()) {
        problems.add(kept ? stays(problem) : problem);
      }
    }

    private void take(Manifest manifest) {
      switch (manifest) {
        case Manifest.Foreign _ -> foreign++;
        case Manifest.Refused object -> refuse(object.key(), object.problems());
        case Manifest.Secret secret -> put(whole(secret));
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

    /** A value that cannot be had now is the one that was there before. */
    private Manifest.Secret whole(Manifest.Secret secret) {
      if (secret.unset().isEmpty()) {
        return secret;
      }
      Map<String, String> values = new HashMap<>(secret.values());
      Map<String, String> old =
          before.objects.get(secret.key()) instanceof Manifest.Secret known
              ? known.values()
              : Map.of();
      secret
          .unset()
          .forEach((name, problem) -> {
            String value = old.get(name);
            problems.add(value == null ? problem : stays(problem));
            if (value != null) {
              values.put(name, value);
            }
          });
      return new Manifest.Secret(secret.place(), secret.key(), values, secret.unset());
    }

    private void refuse(@Nullable ManifestKey key, List<Problem> why) {
      Manifest.Usable old = key == null ? null : before.objects.get(key);
      List<Problem> told = old == null ? why : why.stream().map(Stocktaking::stays).toList();
      problems.addAll(told);
      if (key == null) {
        return;
      }
      if (old != null) {
        objects.putIfAbsent(key, old);
      } else if (key.kind().equals(Kind.LlmGateway.name())) {
        gatewaysRefused.add(key);
      }
      refused.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(told);
    }

    private void put(Manifest.Usable object) {
      Manifest.Usable first = objects.get(object.key());
      if (first == null) {
        objects.put(object.key(), object);
      } else if (!refused.containsKey(object.key())) {
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
          || !(before.objects.get(now.key()) instanceof Manifest.Resource old)
          || !(old.object() instanceof ApiKey key)
          || key.getSpec().state() != KeyState.Revoked) {
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
