package dev.dragoman.gateway.responses;

import dev.dragoman.protocol.model.GatewayException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Port: answers that are stored for those who asked for them. A tenant finds its own alone.
 * Thread-safe, never blocks.
 */
public interface StoredResponses {
  /**
   * The answers of {@code ids} that are there.
   *
   * @return fails with a {@link GatewayException} of {@code UNAVAILABLE} when the store cannot be
   *     asked
   */
  Mono<Map<String, byte[]>> find(String tenant, Collection<String> ids);

  /**
   * Stores an answer.
   *
   * @return whether it is stored now; never fails, for an answer that was paid for is not withheld
   */
  Mono<Boolean> store(String tenant, String id, byte[] content, Duration keepFor);

  /**
   * Deletes an answer.
   *
   * @return whether it was there; fails like {@link #find}
   */
  Mono<Boolean> delete(String tenant, String id);
}
