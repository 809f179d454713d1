package dev.dragoman.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * One request, ready to be sent any number of times.
 *
 * @param wire protocol that the client speaks
 * @param url where to
 * @param key the caller's key, empty for a server that asks for none; see {@link #toString}
 * @param body prepared bytes that nobody can release
 */
record ClientCall(Wire wire, String url, String key, ByteBuf body) {
  static ClientCall of(Wire wire, String url, String key, byte[] body) {
    ByteBuffer direct = ByteBuffer.allocateDirect(body.length).put(body).flip();
    ByteBuf shared = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct).asReadOnly());
    return new ClientCall(wire, url, key, shared);
  }

  HttpClient.ResponseReceiver<?> on(HttpClient client) {
    return client
        .headers(headers -> {
          headers.set("content-type", "application/json");
          if (!key.isEmpty()) {
            wire.authenticate(headers, key);
          }
        })
        .post()
        .uri(url)
        .send(Mono.fromSupplier(body::duplicate));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return wire + " " + url;
  }
}
