package dev.dragoman.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.operator.MovableClock;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsApiServer
class EventsOnApiServerTest {
  private final MovableClock clock = MovableClock.standing();
  private ApiServer server;
  private Events events;
  private ConfigMap object;

  @BeforeEach
  void start(ApiServer given) {
    server = given;
    events = new Events(server.client(), clock, "operator-0");
    object =
        server
            .client()
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("it")
                    .withNamespace(server.newNamespace())
                    .endMetadata()
                    .build())
            .create();
  }

  private List<Event> told() {
    return server
        .client()
        .events()
        .v1()
        .events()
        .inNamespace(object.getMetadata().getNamespace())
        .list()
        .getItems();
  }

  @Test
  void theSameEventIsCounted() {
    for (int i = 0; i < 3; i++) {
      events.normal(object, "KeyRotated", "by its interval");
      clock.pass(Duration.ofMinutes(1));
    }
    assertThat(told()).hasSize(1);
    assertThat(told().getFirst().getSeries().getCount()).isEqualTo(3);
  }

  /** The API server refuses another note with 422. */
  @Test
  void anEventWithAnotherNoteIsAnEventOfItsOwn() {
    events.normal(object, "KeyRotated", "by its interval");
    events.normal(object, "KeyRotated", "by its trigger");
    assertThat(told())
        .extracting(Event::getNote)
        .containsExactlyInAnyOrder("by its interval", "by its trigger");
  }
}
