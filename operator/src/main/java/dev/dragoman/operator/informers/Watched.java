package dev.dragoman.operator.informers;

import dev.dragoman.fleet.ObjectName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Objects of one kind in all namespaces, or an informer for each of some. */
public final class Watched<T extends HasMetadata> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watched.class);
  private static final long PAGE = 500;

  private final Class<T> kind;
  private final List<SharedIndexInformer<T>> informers = new ArrayList<>();
  private final List<CompletableFuture<Void>> starts = new ArrayList<>();

  private Watched(Class<T> kind) {
    this.kind = kind;
  }

  /** All objects of a kind. */
  static <T extends HasMetadata> Watched<T> of(
      KubernetesClient client, Class<T> kind, Set<String> scope, ResourceEventHandler<T> handler) {
    Watched<T> watched = new Watched<>(kind);
    var objects = client.resources(kind);
    if (scope.isEmpty()) {
      watched.add(objects.inAnyNamespace(), handler);
    }
    scope.forEach(namespace -> watched.add(objects.inNamespace(namespace), handler));
    return watched;
  }

  /** Those with a label. */
  public static <T extends HasMetadata> Watched<T> labelled(
      KubernetesClient client,
      Class<T> kind,
      Set<String> scope,
      Label label,
      ResourceEventHandler<T> handler) {
    Watched<T> watched = new Watched<>(kind);
    var objects = client.resources(kind);
    if (scope.isEmpty()) {
      watched.add(objects.inAnyNamespace().withLabel(label.name(), label.value()), handler);
    }
    scope.forEach(namespace ->
        watched.add(
            objects.inNamespace(namespace).withLabel(label.name(), label.value()), handler));
    return watched;
  }

  /** What objects are chosen by. */
  public record Label(String name, String value) {}

  /**
   * The same, with an index to find objects by; before it is started.
   *
   * @param keys of an object, empty when it is not found by this index
   */
  public Watched<T> indexed(String index, Function<T, List<String>> keys) {
    informers.forEach(informer -> informer.addIndexers(Map.of(index, keys)));
    return this;
  }

  private void add(Informable<T> objects, ResourceEventHandler<T> handler) {
    informers.add(
        objects
            .withLimit(PAGE)
            .runnableInformer(0)
            .addEventHandler(handler)
            .exceptionHandler((_, fault) -> again(fault)));
  }

  /** An informer that gave up would make the operator blind: it goes on, for ever. */
  private boolean again(Throwable fault) {
    LOG.atWarn()
        .addKeyValue("kind", kind.getSimpleName())
        .addKeyValue("fault", String.valueOf(fault.getMessage()))
        .log("objects could not be read; it is tried again");
    return true;
  }

  /** Begins to read. */
  public void start() {
    informers.forEach(informer -> starts.add(informer.start().toCompletableFuture()));
  }

  /**
   * Returns when every informer has listed what there is.
   *
   * @throws IllegalStateException when that takes longer than {@code patience}
   */
  public void await(Duration patience) {
    try {
      CompletableFuture.allOf(starts.toArray(new CompletableFuture<?>[0]))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          "objects of kind " + kind.getSimpleName() + " could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while informers were starting", e);
    }
  }

  boolean isSynced() {
    return informers.stream().allMatch(SharedIndexInformer::hasSynced);
  }

  /** Those that are about to go. */
  List<T> ending() {
    return all(HasMetadata::isMarkedForDeletion);
  }

  /** Those that are there and are not about to go. */
  List<T> list() {
    return all(object -> !object.isMarkedForDeletion());
  }

  private List<T> all(Predicate<T> wanted) {
    List<T> objects = new ArrayList<>();
    for (SharedIndexInformer<T> informer : informers) {
      for (T object : informer.getStore().list()) {
        if (wanted.test(object)) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  /** Those that an index has under a key, those that are about to go as well. */
  public List<T> byIndex(String index, String key) {
    return informers.stream()
        .flatMap(informer -> informer.getIndexer().byIndex(index, key).stream())
        .toList();
  }

  @Nullable T find(ObjectName name) {
    for (SharedIndexInformer<T> informer : informers) {
      T found = informer.getStore().getByKey(name.toString());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }
}
