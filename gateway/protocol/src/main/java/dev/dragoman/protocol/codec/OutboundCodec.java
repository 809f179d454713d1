package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;

/** What an upstream speaks: requests are encoded, answers decoded. Stateless. */
public interface OutboundCodec {
  /**
   * Encodes a request for {@code target}. Pure: the same request gives the same bytes, or prompt
   * caches would be lost.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for what the target cannot carry and the
   *     answer depends on
   */
  Encoded encodeRequest(ChatRequest request, Target target);

  /**
   * Whether a media block leads to its bytes by an address that a model of these capabilities does
   * not take, though it would take the bytes.
   */
  default boolean needsBytes(ContentBlock block, Capabilities capabilities) {
    return false;
  }

  /** The header that carries {@code secret} to the upstream. */
  WireHeaders credential(String secret);

  /**
   * Decodes a whole successful answer.
   *
   * @throws GatewayException {@code BAD_UPSTREAM} when it is not an answer of this protocol; the
   *     error inside when a 200 holds one
   */
  ChatResponse decodeResponse(WireResponse response);

  /** A fresh decoder for one streamed answer. */
  StreamDecoder streamDecoder();

  /** Whether an upstream of this protocol signs its thinking, at the end of it. */
  default boolean signsThinking() {
    return false;
  }

  /**
   * Whether an error says that the upstream cannot read reasoning state of the request, as that of
   * another account: the request without it would be taken.
   */
  default boolean refusesState(GatewayError error) {
    return false;
  }

  /**
   * How the rates stand that bound the gateway's account, as far as the headers of an answer say.
   *
   * @param now for protocols that tell when, not how long
   */
  default List<RateLimit> rateLimits(WireHeaders headers, Instant now) {
    return List.of();
  }

  /**
   * Reads an error response, of this protocol or any other form that stands in its place (an HTML
   * page of a proxy, plain text). Never throws. The message is the upstream's own; what of it may
   * reach a client is decided by {@link UpstreamErrors}.
   */
  GatewayError decodeError(WireResponse response);
}
