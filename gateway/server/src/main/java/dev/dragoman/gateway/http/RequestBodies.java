package dev.dragoman.gateway.http;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** Reads request bodies whole, within a bound that also holds after inflating. */
final class RequestBodies {
  /** A body of the largest size at the speed of a slow line. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Mono<byte[]> TOO_SLOW =
      Mono.error(() ->
          GatewayException.of(
              ErrorKind.TIMEOUT,
              "the request body did not come within " + PATIENCE.toSeconds() + " s"));

  private static final byte[] EMPTY = new byte[0];

  private final int maxBytes;

  RequestBodies(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The body; {@code TOO_LARGE} beyond the bound, {@code INVALID_REQUEST} for unknown encodings.
   */
  Mono<byte[]> read(ServerHttpRequest request) {
    if (request.getHeaders().getContentLength() > maxBytes) {
      return Mono.error(tooLarge());
    }
    String encoding = request.getHeaders().getFirst("Content-Encoding");
    return DataBufferUtils.join(request.getBody(), maxBytes)
        .map(RequestBodies::bytesOf)
        .defaultIfEmpty(EMPTY)
        .map(body -> encoding == null ? body : decoded(body, encoding))
        .timeout(PATIENCE, TOO_SLOW)
        .onErrorMap(this::mapped);
  }

  private Throwable mapped(Throwable failure) {
    return switch (failure) {
      case DataBufferLimitException _ -> tooLarge();
      case IOException _, AbortedException _ ->
          GatewayException.of(ErrorKind.CANCELLED, "the client broke off its request");
      default -> failure;
    };
  }

  /** The one edge at which request bytes leave their reference-counted buffers. */
  private static byte[] bytesOf(DataBuffer buffer) {
    try {
      byte[] bytes = new byte[buffer.readableByteCount()];
      buffer.read(bytes);
      return bytes;
    } finally {
      DataBufferUtils.release(buffer);
    }
  }

  private byte[] decoded(byte[] body, String encoding) {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity", "" -> body;
      case "gzip", "x-gzip" -> inflated(body);
      default ->
          throw GatewayException.invalid(
              "", "Content-Encoding " + encoding + " is not supported; send gzip or none");
    };
  }

  private byte[] inflated(byte[] body) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(maxBytes + 1);
      if (plain.length > maxBytes) {
        throw tooLarge();
      }
      return plain;
    } catch (IOException e) {
      throw GatewayException.invalid(
          "", "the body is not valid gzip though Content-Encoding says so");
    }
  }

  private GatewayException tooLarge() {
    return GatewayException.of(
        ErrorKind.TOO_LARGE, "the request body is larger than " + maxBytes + " bytes");
  }
}
