package dev.dragoman.gateway.http;

import java.util.function.BooleanSupplier;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Health on the client port and the management port alike; knows nothing a stranger may not know.
 */
public final class HealthHandler {
  private final ApplicationAvailability availability;
  private final BooleanSupplier serving;

  /**
   * Health of a process.
   *
   * @param serving whether it has what it needs to serve
   */
  public HealthHandler(ApplicationAvailability availability, BooleanSupplier serving) {
    this.availability = availability;
    this.serving = serving;
  }

  /** Whether the process works at all. */
  public Mono<ServerResponse> health() {
    return answer(availability.getLivenessState() == LivenessState.CORRECT && acceptsTraffic());
  }

  /** Whether new requests should be sent here. */
  public Mono<ServerResponse> ready() {
    return answer(acceptsTraffic());
  }

  /** Whether the process should be left running. */
  public Mono<ServerResponse> liveness() {
    return answer(availability.getLivenessState() == LivenessState.CORRECT);
  }

  private boolean acceptsTraffic() {
    return serving.getAsBoolean()
        && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
  }

  private static Mono<ServerResponse> answer(boolean up) {
    return ServerResponse.status(up ? 200 : 503)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(up ? "{\"status\":\"UP\"}" : "{\"status\":\"OUT_OF_SERVICE\"}");
  }
}
