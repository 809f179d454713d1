package dev.dragoman.operator.delivery;

import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway should run on now. Its generation and revisions say nothing: they are given when
 * it is published, by comparison with what was published before.
 *
 * @param versions {@code metadata.generation} of each object that this was made from, by uid
 * @param hold no generation above this one is published while it is set; denials still are. Null
 *     when nothing is held
 * @param seen when the operator saw the first of the changes that it was made for
 */
public record Rendering(
    GatewayConfig config,
    Credentials credentials,
    Denials denials,
    Map<String, Long> versions,
    @Nullable Long hold,
    Instant seen) {
  public Rendering {
    versions = Map.copyOf(versions);
  }

  /** The same, but that pods stay at the generation that they have, if they have one. */
  public Rendering held() {
    return new Rendering(config, credentials, denials, versions, 0L, seen);
  }
}
