package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.AuditLog;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.resources.LlmRoute;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A fleet whose operator has rights in one namespace alone. */
@NeedsApiServer(controllers = true)
class NamespacedFleetTest {
  private static final List<String> ALLOWED_TO_EVERYBODY =
      List.of("authorization.k8s.io/selfsubjectrulesreviews");

  @Test
  @Tag("requirement-54")
  void podsAreServedAndConfirmWithoutARightOfTheWholeCluster(ApiServer server) throws IOException {
    // Given
    try (FleetCluster cluster = new FleetCluster(server, Clock.systemUTC(), true)) {
      // When
      cluster.apply(SmallFleet.of(1));
      cluster.await(
          LlmRoute.class,
          "hello",
          route ->
              route.getStatus() != null && Objects.equals(route.getStatus().programmed(), "1/1"));

      // Then
      List<AuditLog.Request> requests = cluster.audit().of(cluster.operatorUser());
      assertThat(requests).isNotEmpty();
      assertThat(requests).filteredOn(request -> request.status() == 403).isEmpty();
      assertThat(requests)
          .filteredOn(request -> request.namespace().isEmpty())
          .extracting(request -> request.group() + "/" + request.resource())
          .isSubsetOf(ALLOWED_TO_EVERYBODY);
    }
  }
}
