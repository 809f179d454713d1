package dev.dragoman.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of an object was there and could not be read: a value of a later version, or one of another
 * type. Whoever reads objects notes it on what it made of them, as an annotation of the copy in
 * memory. To take such a value for absent would be a guess, and a key in a state that is not known
 * must not count as active.
 */
public final class Unread {
  private static final String ANNOTATION = "dragoman.dev/unread";
  private static final String SEPARATOR = " ";

  private Unread() {}

  /**
   * Notes places such as {@code spec.models[0]}; what was noted before, or written by anybody else,
   * is gone.
   */
  public static void note(HasMetadata object, Collection<String> places) {
    Map<String, String> before = object.getMetadata().getAnnotations();
    Map<String, String> annotations = new TreeMap<>(before == null ? Map.of() : before);
    annotations.remove(ANNOTATION);
    if (!places.isEmpty()) {
      annotations.put(ANNOTATION, String.join(SEPARATOR, new TreeSet<>(places)));
    }
    if (!annotations.equals(before)) {
      object.getMetadata().setAnnotations(annotations);
    }
  }

  static List<String> of(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    String noted = annotations == null ? null : annotations.get(ANNOTATION);
    return noted == null ? List.of() : List.of(noted.split(SEPARATOR, -1));
  }
}
