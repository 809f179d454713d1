package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import org.jspecify.annotations.Nullable;

/**
 * The few edits of a call that is no conversation, to an upstream that speaks as the client does;
 * every other byte passes as it came. Stateless.
 */
public interface ForwardCodec {
  /** What is spoken; upstreams that say the same name take the bytes. */
  ProtocolId id();

  /** What a provider has to speak, for those who are told that theirs does not. */
  default String spoken() {
    return "the protocol of the client";
  }

  /**
   * Scans a client's body for what routing needs, without decoding it.
   *
   * @throws GatewayException {@code INVALID_REQUEST} when the body is not a JSON object with a
   *     model
   */
  Scanned scan(WireRequest request);

  /** Where below the target's base URL a call to the client's {@code path} goes. */
  String path(String path, Target target);

  /** The body for the upstream: the model replaced when it differs. */
  byte[] request(Scanned scanned, String upstreamModel);

  /** A whole answer with its model renamed to {@code shownModel}; bytes unchanged if null. */
  byte[] response(byte[] body, @Nullable String shownModel);

  /**
   * What an answer says was used, as far as it says anything.
   *
   * @throws GatewayException the error that stands in its place, though the status is a success's
   */
  Usage usage(WireResponse response);

  /** Input tokens of a request by its text, for answers that do not tell them. */
  long inputTokens(WireRequest request);
}
