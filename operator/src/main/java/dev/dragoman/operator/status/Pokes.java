package dev.dragoman.operator.status;

import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Has objects reconciled of which there is something else to report. Thread-safe. */
public final class Pokes {
  private static final String NAME = "fleet";

  private final Map<Kind, SimpleInboundEventSource<? extends HasMetadata>> sources =
      new ConcurrentHashMap<>();

  /** The event source of the controller of a kind. */
  public <P extends HasMetadata> SimpleInboundEventSource<P> source(Kind kind) {
    SimpleInboundEventSource<P> source = new SimpleInboundEventSource<>(NAME);
    sources.put(kind, source);
    return source;
  }

  /** Objects whose controller is not there are passed over: it looks at all when it starts. */
  public void poke(Collection<ObjectId> objects) {
    for (ObjectId object : objects) {
      SimpleInboundEventSource<?> source = sources.get(object.kind());
      if (source != null) {
        source.propagateEvent(new ResourceID(object.name().name(), object.name().namespace()));
      }
    }
  }
}
