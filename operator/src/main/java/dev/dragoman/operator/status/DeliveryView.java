package dev.dragoman.operator.status;

import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Port: what pods told of the configurations that they were sent. Thread-safe. */
public interface DeliveryView {
  /**
   * How far an object as it is now has got on one gateway.
   *
   * @param uid of the object; one that was made anew under its name has another
   * @param generation of the object's metadata that is asked for
   * @return empty while nobody knows, as after a start of the operator until pods have told again;
   *     what status says then stays
   */
  Optional<ObjectDelivery> of(ObjectName gateway, ObjectId object, String uid, long generation);

  /** What runs on a gateway; empty while nobody knows. */
  Optional<GatewayDelivery> of(ObjectName gateway);

  /** Calls back with the objects for which an answer has changed; from any thread. */
  void listen(Consumer<Set<ObjectId>> changed);
}
