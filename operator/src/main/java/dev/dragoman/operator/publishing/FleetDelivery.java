package dev.dragoman.operator.publishing;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.delivery.Delivery;
import dev.dragoman.operator.delivery.GatewayRef;
import dev.dragoman.operator.delivery.OwnerLabels;
import dev.dragoman.operator.delivery.PodProgress;
import dev.dragoman.operator.delivery.Progress;
import dev.dragoman.operator.delivery.Publication;
import dev.dragoman.operator.delivery.Rendering;
import dev.dragoman.operator.fleets.FleetListener;
import dev.dragoman.operator.fleets.FleetState;
import dev.dragoman.operator.status.DeliveryView;
import dev.dragoman.operator.status.GatewayDelivery;
import dev.dragoman.operator.status.ObjectDelivery;
import dev.dragoman.operator.status.StoreChange;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.gateway.ConfigStatus;
import dev.dragoman.resources.gateway.Laggard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has each gateway of the fleet served with what it should run on, and tells how far its pods are.
 * Thread-safe.
 */
public final class FleetDelivery implements DeliveryView, FleetListener, AutoCloseable {
  private final Delivery delivery;
  private final Renderings renderings;
  private final DeliveryMetrics metrics;
  private final Clock clock;
  private final ProgressGathering gathering = new ProgressGathering(this::look);
  private final Map<ObjectName, GatewayRef> gateways = new ConcurrentHashMap<>();
  private final Map<ObjectName, ObjectNews> news = new ConcurrentHashMap<>();
  private final List<Consumer<Set<ObjectId>>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<ObjectName>> ears = new CopyOnWriteArrayList<>();
  private volatile @Nullable FleetState state;

  /**
   * Serves nothing yet.
   *
   * @param deliveries makes the delivery that tells the given consumer of progress
   */
  public FleetDelivery(
      Function<Consumer<GatewayRef>, Delivery> deliveries,
      Renderings renderings,
      DeliveryMetrics metrics,
      Clock clock) {
    this.renderings = renderings;
    this.metrics = metrics;
    this.clock = clock;
    this.delivery = deliveries.apply(gathering::told);
  }

  /** What it serves by. */
  public Delivery delivery() {
    return delivery;
  }

  @Override
  public void resolved(FleetState now, Set<ObjectId> changed) {
    state = now;
    metrics.resolved(now);
    Set<ObjectName> there = new HashSet<>();
    for (LlmGateway gateway : now.set().gateways()) {
      ObjectName name = ObjectName.of(gateway);
      there.add(name);
      GatewayRef ref =
          new GatewayRef(name.namespace(), name.name(), gateway.getMetadata().getUid());
      if (now.fleet().gateways().contains(name)) {
        gateways.put(name, ref);
        delivery.serve(ref, () -> rendering(name, ref));
        delivery.changed(ref);
      }
    }
    gateways.forEach((name, ref) -> {
      if (!there.contains(name)) {
        gateways.remove(name);
        news.remove(name);
        renderings.forget(name);
        metrics.forget(name);
        delivery.remove(ref);
      }
    });
  }

  /** What all gateways have in common is another than before, though no object is. */
  public void commonChanged() {
    gateways.values().forEach(delivery::changed);
  }

  /** A gateway that is not accepted any more goes on with what it runs. */
  private Optional<Rendering> rendering(ObjectName gateway, GatewayRef ref) {
    FleetState now = state;
    if (now == null || !now.fleet().gateways().contains(gateway)) {
      return Optional.empty();
    }
    Rendering rendering = renderings.of(now, gateway);
    return Optional.of(isAheadOfItsTable(gateway, ref) ? rendering.held() : rendering);
  }

  /** Pods that went to a table that is not there, or is empty, would know no key. */
  private boolean isAheadOfItsTable(ObjectName gateway, GatewayRef ref) {
    Renderings.FormerStore former = renderings.formerStore(gateway);
    return former != null && former.next().dynamoDb() != null && !delivery.hasStoredKeys(ref);
  }

  @Override
  public void listen(Consumer<Set<ObjectId>> changed) {
    listeners.add(changed);
  }

  @Override
  public Optional<ObjectDelivery> of(
      ObjectName gateway, ObjectId object, String uid, long generation) {
    GatewayRef ref = gateways.get(gateway);
    Publication publication = ref == null ? null : delivery.publication(ref).orElse(null);
    if (ref == null || publication == null) {
      return Optional.empty();
    }
    Publication.Since since = publication.objects().get(uid);
    if (since == null || since.version() != generation) {
      int ready = delivery.progress(ref, publication.head().generation()).total();
      return Optional.of(new ObjectDelivery(null, 0, ready, 0, List.of()));
    }
    Progress progress = delivery.progress(ref, since.generation());
    return hasUnheard(progress)
        ? Optional.empty()
        : Optional.of(
            new ObjectDelivery(
                since.generation(),
                progress.programmed(),
                progress.total(),
                progress.in(PodProgress.State.Silent).size(),
                problems(progress)));
  }

  /** After a start of the operator pods tell again what they run; until then nobody knows. */
  private static boolean hasUnheard(Progress progress) {
    return progress.in(PodProgress.State.Behind).stream().anyMatch(pod -> pod.generation() == 0);
  }

  private static List<String> problems(Progress progress) {
    return progress.in(PodProgress.State.Rejected).stream()
        .flatMap(pod ->
            pod.problems().isEmpty()
                ? List.of("pod " + pod.name() + " refused it").stream()
                : pod.problems().stream())
        .distinct()
        .toList();
  }

  @Override
  public Optional<GatewayDelivery> of(ObjectName gateway) {
    GatewayRef ref = gateways.get(gateway);
    Publication publication = ref == null ? null : delivery.publication(ref).orElse(null);
    if (ref == null || publication == null) {
      return Optional.empty();
    }
    Progress progress = delivery.progress(ref, publication.head().generation());
    if (hasUnheard(progress)) {
      return Optional.empty();
    }
    return Optional.of(
        new GatewayDelivery(
            new ConfigStatus(
                publication.head().epoch().toString(),
                publication.head().generation(),
                publication.head().digest(),
                publication.bytes(),
                publication.at()),
            progress.total(),
            progress.programmed(),
            progress.in(PodProgress.State.Rejected).size(),
            progress.in(PodProgress.State.Silent).size(),
            progress.pods().stream()
                .filter(pod -> pod.state() != PodProgress.State.Current)
                .map(pod -> new Laggard(pod.name(), pod.generation(), pod.state().name()))
                .toList(),
            storeChange(gateway, ref, publication)));
  }

  private @Nullable StoreChange storeChange(
      ObjectName gateway, GatewayRef ref, Publication publication) {
    Renderings.FormerStore former = renderings.formerStore(gateway);
    if (former == null) {
      return null;
    }
    Publication.Since since = publication.objects().get(ref.uid());
    boolean isPublished = since != null && since.version() >= former.version();
    Progress progress =
        delivery.progress(
            ref, since == null ? publication.head().generation() : since.generation());
    if (isPublished && progress.isComplete()) {
      renderings.left(gateway, former);
      return null;
    }
    return new StoreChange(
        text(former.entry()),
        text(former.next()),
        isPublished ? progress.programmed() : 0,
        progress.total());
  }

  private static String text(StoreEntry store) {
    StoreEntry.DynamoDb tables = store.dynamoDb();
    return tables == null
        ? store.type().name()
        : store.type() + " (" + tables.keyTable() + ", " + tables.usageTable() + ")";
  }

  /**
   * Other pods of a gateway are Ready than before, so all counts of it may be others.
   *
   * @param label the gateway as pods name it
   */
  public void podsChanged(String namespace, String label) {
    gateways.forEach((name, ref) -> {
      if (name.namespace().equals(namespace) && OwnerLabels.value(name.name()).equals(label)) {
        news.remove(name);
        delivery.podsChanged(ref);
        gathering.told(ref);
      }
    });
  }

  /** Calls back with a gateway whose pods told something; from any thread. */
  public void listenToPods(Consumer<ObjectName> ear) {
    ears.add(ear);
  }

  /** Has those objects of a gateway looked at of which its pods told something new. */
  private void look(GatewayRef ref) {
    ObjectName gateway = new ObjectName(ref.namespace(), ref.name());
    Publication publication = delivery.publication(ref).orElse(null);
    if (publication == null || !ref.equals(gateways.get(gateway))) {
      return;
    }
    Progress progress = delivery.progress(ref, publication.head().generation());
    metrics.progressed(gateway, publication, progress);
    long served = progress.pods().stream().mapToLong(PodProgress::generation).min().orElse(-1);
    Instant now = clock.instant();
    ObjectNews.News found =
        news.computeIfAbsent(gateway, _ -> new ObjectNews())
            .take(publication.objects(), served, now);
    Set<ObjectId> told = new HashSet<>(Set.of(new ObjectId(Kind.LlmGateway, gateway)));
    Map<String, ObjectId> objects = renderings.objects(gateway);
    for (String uid : found.uids()) {
      ObjectId object = objects.get(uid);
      if (object != null) {
        told.add(object);
      }
    }
    Instant again = found.again();
    if (again != null) {
      gathering.again(ref, Duration.between(now, again));
    }
    listeners.forEach(listener -> listener.accept(told));
    ears.forEach(ear -> ear.accept(gateway));
  }

  @Override
  public void close() {
    delivery.close();
    gathering.close();
  }
}
