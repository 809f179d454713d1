package dev.dragoman.operator;

import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.status.DeliveryView;
import dev.dragoman.operator.status.GatewayDelivery;
import dev.dragoman.operator.status.ObjectDelivery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Says of every object what a test says of all. */
final class FakeDeliveries implements DeliveryView {
  private final List<Consumer<Set<ObjectId>>> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<ObjectDelivery> answer = Optional.empty();

  void say(ObjectDelivery delivery, Set<ObjectId> about) {
    answer = Optional.of(delivery);
    listeners.forEach(listener -> listener.accept(about));
  }

  void sayNothing() {
    answer = Optional.empty();
  }

  @Override
  public Optional<ObjectDelivery> of(
      ObjectName gateway, ObjectId object, String uid, long generation) {
    return answer;
  }

  @Override
  public Optional<GatewayDelivery> of(ObjectName gateway) {
    return Optional.empty();
  }

  @Override
  public void listen(Consumer<Set<ObjectId>> changed) {
    listeners.add(changed);
  }
}
