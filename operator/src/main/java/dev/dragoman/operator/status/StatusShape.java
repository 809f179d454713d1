package dev.dragoman.operator.status;

import dev.dragoman.resources.values.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is in the status of one kind that every kind has. */
public interface StatusShape<P extends CustomResource<?, S>, S> {
  /** A new object of the kind. */
  P empty();

  /** The conditions of a status. */
  List<Condition> conditions(S status);

  /** Whether this status of the object is written before others, though no condition flips. */
  default boolean isUrgent(P object, S status) {
    return false;
  }

  /** The same status with other conditions. */
  S with(@Nullable S before, @Nullable Long observedGeneration, List<Condition> conditions);
}
