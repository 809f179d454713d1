package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.wire.WireRequest;
import java.time.Instant;

/**
 * What a client sent, complete. Below this value nobody knows Spring's web types.
 *
 * @param requestId the gateway's id of the exchange
 */
public record InboundCall(
    String requestId,
    Instant received,
    ClientProtocol protocol,
    Operation operation,
    WireRequest request) {}
