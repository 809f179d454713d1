package dev.dragoman.gateway.http;

import com.github.luben.zstd.ZstdInputStream;
import dev.dragoman.protocol.model.GatewayException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads request bodies whole, within a bound that also holds after unpacking. */
final class RequestBodies {
  /** 8 MiB, what RFC 8878 has every decoder support; more would be memory for the asking. */
  private static final int MAX_ZSTD_WINDOW_LOG = 23;

  private final Scheduler deadlines;
  private final int maxBytes;

  RequestBodies(int maxBytes, Scheduler deadlines) {
    this.maxBytes = maxBytes;
    this.deadlines = deadlines;
  }

  /**
   * The body; {@code TOO_LARGE} beyond the bound, {@code INVALID_REQUEST} for unknown encodings.
   */
  Mono<byte[]> read(ServerHttpRequest request) {
    if (request.getHeaders().getContentLength() > maxBytes) {
      return Mono.error(tooLarge());
    }
    String encoding = request.getHeaders().getFirst("Content-Encoding");
    Mono<byte[]> sent =
        Mono.create(sink -> {
          BodyCollector body = new BodyCollector(maxBytes, sink);
          Disposable deadline =
              deadlines.schedule(
                  body::expire, BodyCollector.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
          sink.onDispose(() -> {
            deadline.dispose();
            body.cancel();
          });
          request.getBody().subscribe(body);
        });
    return encoding == null ? sent : sent.map(body -> decoded(body, encoding));
  }

  private byte[] decoded(byte[] body, String encoding) {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity", "" -> body;
      case "gzip", "x-gzip" -> unpacked("gzip", body, GZIPInputStream::new);
      case "zstd" -> unpacked("zstd", body, RequestBodies::zstd);
      default ->
          throw GatewayException.invalid(
              "", "Content-Encoding " + encoding + " is not supported; send gzip, zstd or none");
    };
  }

  /** Opens a packed body. */
  private interface Unpacking {
    InputStream open(InputStream packed) throws IOException;
  }

  private static InputStream zstd(InputStream packed) throws IOException {
    return new ZstdInputStream(packed).setLongMax(MAX_ZSTD_WINDOW_LOG);
  }

  private byte[] unpacked(String name, byte[] body, Unpacking unpacking) {
    try (InputStream in = unpacking.open(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(maxBytes + 1);
      if (plain.length > maxBytes) {
        throw tooLarge();
      }
      return plain;
    } catch (IOException e) {
      throw GatewayException.invalid(
          "", "the body is not valid " + name + " though Content-Encoding says so");
    }
  }

  private GatewayException tooLarge() {
    return BodyCollector.tooLarge(maxBytes);
  }
}
