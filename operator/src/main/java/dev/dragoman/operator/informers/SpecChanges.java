package dev.dragoman.operator.informers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Objects;

/**
 * What changes of an object matter: its spec, its annotations, and that it begins or ends; not its
 * status.
 */
record SpecChanges<T extends HasMetadata>(
    Runnable changed, SecretReferences references, SecretBook secrets)
    implements ResourceEventHandler<T> {
  @Override
  public void onAdd(T object) {
    references.put(object);
    changed.run();
  }

  @Override
  public void onUpdate(T before, T now) {
    if (!Objects.equals(before.getMetadata().getGeneration(), now.getMetadata().getGeneration())
        || !Objects.equals(before.getMetadata().getUid(), now.getMetadata().getUid())
        || !Objects.equals(
            before.getMetadata().getAnnotations(), now.getMetadata().getAnnotations())
        || before.isMarkedForDeletion() != now.isMarkedForDeletion()) {
      references.put(now);
      changed.run();
    }
  }

  @Override
  public void onDelete(T object, boolean unknown) {
    references.remove(object);
    secrets.forget(object.getMetadata().getUid());
    changed.run();
  }
}
