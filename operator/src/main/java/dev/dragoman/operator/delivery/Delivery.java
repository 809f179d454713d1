package dev.dragoman.operator.delivery;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivery of all gateways: one publish loop and one channel to the pods for each. Controllers say
 * what a gateway should run on and when that may have changed; they ask here how far its pods are.
 *
 * <p>Safe for all threads.
 */
public final class Delivery implements AutoCloseable {
  private final Map<String, Served> gateways = new ConcurrentHashMap<>();
  private final Function<GatewayRef, GatewayObjects> objects;
  private final ReadyPods readyPods;
  private final Consumer<GatewayRef> progressed;
  private final Clock clock;
  private final BooleanSupplier leading;

  private record Served(GatewayChannel channel, PublishLoop loop, DeliveryState state) {
    void end() {
      channel.close();
      loop.close();
    }
  }

  /**
   * @param progressed is told a gateway whenever {@link #publication}, {@link #progress}, {@link
   *     #rejection} or {@link #problem} may say something new; it must not block
   * @param leading whether this operator may write and serve
   */
  public Delivery(
      KubernetesClient client,
      ReadyPods readyPods,
      Consumer<GatewayRef> progressed,
      BooleanSupplier leading,
      Clock clock) {
    this(gateway -> new KubeObjects(client, gateway), readyPods, progressed, leading, clock);
  }

  Delivery(
      Function<GatewayRef, GatewayObjects> objects,
      ReadyPods readyPods,
      Consumer<GatewayRef> progressed,
      BooleanSupplier leading,
      Clock clock) {
    this.objects = objects;
    this.readyPods = readyPods;
    this.progressed = progressed;
    this.leading = leading;
    this.clock = clock;
  }

  /**
   * Begins to serve a gateway, or goes on; one of the same name with another uid ends. Call {@link
   * #changed} when there is something to render.
   *
   * @param renderings what the gateway should run on at the moment it is asked, from the thread of
   *     its loop; empty while that cannot be said
   */
  public void serve(GatewayRef gateway, Supplier<Optional<Rendering>> renderings) {
    gateways.compute(
        key(gateway.namespace(), gateway.name()),
        (_, known) -> {
          if (known != null && known.channel().gateway().equals(gateway)) {
            return known;
          }
          if (known != null) {
            known.end();
          }
          return begin(gateway, renderings);
        });
  }

  private Served begin(GatewayRef gateway, Supplier<Optional<Rendering>> renderings) {
    LateLoop late = new LateLoop();
    GatewayChannel channel =
        new GatewayChannel(gateway, readyPods, clock, late::wake, () -> progressed.accept(gateway));
    DeliveryState state = new DeliveryState(clock, progressed);
    PublishSteps steps =
        new PublishSteps(
            channel, objects.apply(gateway), renderings, state, leading, clock, UUID::randomUUID);
    PublishLoop loop = new PublishLoop(gateway, steps, clock);
    late.loop = loop;
    loop.start();
    return new Served(channel, loop, state);
  }

  /** The channel wakes the loop, and the loop's steps are made of the channel. */
  private static final class LateLoop {
    private volatile @Nullable PublishLoop loop;

    void wake() {
      PublishLoop known = loop;
      if (known != null) {
        known.wake();
      }
    }
  }

  /** The gateway's configuration may have to change. Cheap; calls that come together count once. */
  public void changed(GatewayRef gateway) {
    of(gateway).ifPresent(served -> served.loop().changed());
  }

  /** The gateway is gone. Its objects belong to it and go with it. */
  public void remove(GatewayRef gateway) {
    gateways.computeIfPresent(
        key(gateway.namespace(), gateway.name()),
        (_, served) -> {
          if (!served.channel().gateway().equals(gateway)) {
            return served;
          }
          served.end();
          return null;
        });
  }

  /** Empty before this operator published or found a configuration. */
  public Optional<Publication> publication(GatewayRef gateway) {
    return of(gateway).map(served -> served.state().publication());
  }

  /** How far the Ready pods are on the way to a generation of the newest head's epoch. */
  public Progress progress(GatewayRef gateway, long generation) {
    return of(gateway)
        .flatMap(served ->
            Optional.ofNullable(served.state().publication())
                .map(known -> served.channel().progress(known.head().epoch(), generation)))
        .orElse(new Progress(List.of()));
  }

  /** Why the newest head is not in force, if a pod refused it. */
  public Optional<Rejection> rejection(GatewayRef gateway) {
    return of(gateway).flatMap(served -> served.channel().rejection());
  }

  /** Why the newest cannot be published, for people; empty when it is. */
  public Optional<String> problem(GatewayRef gateway) {
    return of(gateway).map(served -> served.state().problem());
  }

  /**
   * Keys of a gateway have changed in its store; the first call says that they live in one. Pods
   * are told at once.
   *
   * @return what {@link #keysProgress} asks for; empty when the gateway is not served
   */
  public OptionalLong keysChanged(GatewayRef gateway, Set<String> keyIds) {
    return of(gateway)
        .map(served -> OptionalLong.of(served.channel().keysChanged(keyIds)))
        .orElseGet(OptionalLong::empty);
  }

  /** Whether {@link #keysChanged} was called for the gateway. */
  public boolean hasStoredKeys(GatewayRef gateway) {
    return of(gateway).map(served -> served.channel().hasStoredKeys()).orElse(false);
  }

  /** How far the Ready pods are with a revision of the keys in the store. */
  public Progress keysProgress(GatewayRef gateway, long revision) {
    return of(gateway)
        .map(served -> served.channel().keysProgress(revision))
        .orElse(new Progress(List.of()));
  }

  /** Public ids of the keys that pods touched since this was asked last. */
  public Set<String> takeTouched(GatewayRef gateway) {
    return of(gateway).map(served -> served.channel().takeTouched()).orElse(Set.of());
  }

  /** Other pods are Ready than before. */
  public void podsChanged(GatewayRef gateway) {
    of(gateway).ifPresent(served -> served.loop().wake());
  }

  boolean isLeading() {
    return leading.getAsBoolean();
  }

  Optional<GatewayChannel> channel(String namespace, String name) {
    return Optional.ofNullable(gateways.get(key(namespace, name))).map(Served::channel);
  }

  /** Pods connect anew, to whoever leads then. */
  void endStreams() {
    gateways.values().forEach(served -> served.channel().close());
  }

  private Optional<Served> of(GatewayRef gateway) {
    return Optional.ofNullable(gateways.get(key(gateway.namespace(), gateway.name())))
        .filter(served -> served.channel().gateway().equals(gateway));
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  /** All loops end, each with a last copy for pods that start meanwhile. */
  @Override
  public void close() {
    gateways.values().parallelStream().forEach(Served::end);
    gateways.clear();
  }
}
