package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.Provider;
import java.util.Set;

/**
 * What of a model's thinking the clients of a protocol bring back unchanged.
 *
 * @param own vendors whose state has a place of its own; any other is sealed in an envelope
 * @param signedOnly whether thinking without a signature has no form, so that text which nobody
 *     signed gets an envelope as well
 */
public record ThoughtCarrier(Set<Provider> own, boolean signedOnly) {
  public static final ThoughtCarrier NONE = new ThoughtCarrier(Set.of(), false);

  public ThoughtCarrier {
    own = Set.copyOf(own);
  }
}
