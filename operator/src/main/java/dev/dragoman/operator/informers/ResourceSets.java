package dev.dragoman.operator.informers;

import dev.dragoman.fleet.MintedKeys;
import dev.dragoman.fleet.NamespaceLabels;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.ResourceSet;
import dev.dragoman.fleet.ResourceSet.Mode;
import dev.dragoman.fleet.ResourceSet.Outside;
import dev.dragoman.operator.material.KeySecret;
import dev.dragoman.operator.material.StoredVersions;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.LlmRoute;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Informers of everything that counts, read as one {@link ResourceSet}: the only class that looks
 * things up. Objects are those of the informers' caches, shared and never changed in place, so the
 * resolver knows what it has read before. Thread-safe.
 */
public final class ResourceSets implements AutoCloseable {
  private final SecretBook secrets;
  private final PolledSecrets polled;
  private final Runnable changed;
  private final Consumer<ObjectId> touched;
  private final SecretReferences references = new SecretReferences();
  private final List<Watched<?>> all = new ArrayList<>();
  private final Watched<LlmGateway> gateways;
  private final Watched<LlmProvider> providers;
  private final Watched<LlmRoute> routes;
  private final Watched<ApiKey> keys;
  private final Watched<LlmQuota> quotas;
  private final @Nullable Watched<Namespace> namespaces;

  /**
   * Nothing is read yet.
   *
   * @param scope namespaces to look at; empty for all of them, and then for their labels too
   * @param changed called after each change that may matter, by many threads; has to return at once
   * @param touched called with the ApiKey whose own Secret has changed or is gone
   */
  public ResourceSets(
      KubernetesClient client,
      Set<String> scope,
      SecretBook secrets,
      PolledSecrets polled,
      Runnable changed,
      Consumer<ObjectId> touched) {
    this.secrets = secrets;
    this.polled = polled;
    this.changed = changed;
    this.touched = touched;
    this.gateways = added(Watched.of(client, LlmGateway.class, scope, specs()));
    this.providers = added(Watched.of(client, LlmProvider.class, scope, specs()));
    this.routes = added(Watched.of(client, LlmRoute.class, scope, specs()));
    this.keys = added(Watched.of(client, ApiKey.class, scope, specs()));
    this.quotas = added(Watched.of(client, LlmQuota.class, scope, specs()));
    this.namespaces =
        scope.isEmpty()
            ? added(Watched.of(client, Namespace.class, scope, new LabelChanges(changed)))
            : null;
    added(
        Watched.labelled(
            client,
            Secret.class,
            scope,
            new Watched.Label(SecretBook.LABEL, "true"),
            new SecretChanges()));
  }

  private <T extends HasMetadata> Watched<T> added(Watched<T> watched) {
    all.add(watched);
    return watched;
  }

  /**
   * Starts all informers and returns when each has listed what there is.
   *
   * @throws IllegalStateException when that takes longer than {@code patience}
   */
  public void start(Duration patience) {
    all.forEach(Watched::start);
    all.forEach(watched -> watched.await(patience));
  }

  /** Whether every informer has listed once; a watch that reconnects does not change that. */
  public boolean isSynced() {
    return all.stream().allMatch(Watched::isSynced);
  }

  /** Reads unlabelled Secrets again whose time has come. */
  public void readDueSecrets() {
    if (polled.readDue()) {
      changed.run();
    }
  }

  /** Everything as it is now. Secrets that are referred to for the first time are read. */
  public ResourceSet read() {
    Set<ObjectName> unlabelled = new HashSet<>(references.all());
    unlabelled.removeIf(secrets::follows);
    polled.want(unlabelled);
    return new ResourceSet(
        gateways.list(),
        providers.list(),
        routes.list(),
        keys.list(),
        quotas.list(),
        new Outside(Mode.Cluster, secrets, minted(), labels()));
  }

  /** ApiKeys that are about to go. */
  public List<ApiKey> endingKeys() {
    return keys.ending();
  }

  private MintedKeys minted() {
    return name -> {
      ApiKey key = keys.find(name);
      return key == null
          ? null
          : secrets.madeFor(key.getMetadata().getUid()).map(StoredVersions::digests).orElse(null);
    };
  }

  private NamespaceLabels labels() {
    if (namespaces == null) {
      return NamespaceLabels.UNREADABLE;
    }
    Map<String, Map<String, String>> labels = new HashMap<>();
    for (Namespace namespace : namespaces.list()) {
      Map<String, String> own = namespace.getMetadata().getLabels();
      labels.put(namespace.getMetadata().getName(), own == null ? Map.of() : own);
    }
    return new NamespaceLabels(labels);
  }

  private <T extends HasMetadata> ResourceEventHandler<T> specs() {
    return new SpecChanges<>(changed, references, secrets);
  }

  @Override
  public void close() {
    all.forEach(Watched::close);
  }

  /** Secrets have no generation: each change of a value counts. */
  private final class SecretChanges implements ResourceEventHandler<Secret> {
    @Override
    public void onAdd(Secret secret) {
      take(secret);
    }

    @Override
    public void onUpdate(Secret before, Secret secret) {
      take(secret);
    }

    private void take(Secret secret) {
      if (secrets.put(secret)) {
        KeySecret.keyOf(secret).ifPresent(touched);
        changed.run();
      }
    }

    @Override
    public void onDelete(Secret secret, boolean unknown) {
      secrets.remove(secret);
      KeySecret.keyOf(secret).ifPresent(touched);
      changed.run();
    }
  }

  /** Of namespaces only labels matter. */
  private record LabelChanges(Runnable changed) implements ResourceEventHandler<Namespace> {
    @Override
    public void onAdd(Namespace namespace) {
      changed.run();
    }

    @Override
    public void onUpdate(Namespace before, Namespace namespace) {
      Map<String, String> now = namespace.getMetadata().getLabels();
      if (!Objects.equals(before.getMetadata().getLabels(), now)) {
        changed.run();
      }
    }

    @Override
    public void onDelete(Namespace namespace, boolean unknown) {
      changed.run();
    }
  }
}
