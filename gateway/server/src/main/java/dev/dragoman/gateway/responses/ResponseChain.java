package dev.dragoman.gateway.responses;

import dev.dragoman.protocol.codec.ResponseStorage;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A stored answer and those that it builds on: two questions to the store, however many there are.
 *
 * @param ids oldest first, the answer itself last
 * @param contents of each
 */
public record ResponseChain(List<String> ids, List<byte[]> contents) {
  /** More turns than this are no conversation. */
  private static final int MOST_TURNS = 1_000;

  /** As much as a request may have. */
  private static final long MOST_BYTES = 32L << 20;

  public ResponseChain {
    ids = List.copyOf(ids);
    contents = List.copyOf(contents);
  }

  /** What nothing builds on. */
  public static final ResponseChain NONE = new ResponseChain(List.of(), List.of());

  /**
   * The chain that ends with {@code id}.
   *
   * @param missing the refusal of an id that is not stored, of the answer or of one before it
   */
  public static Mono<ResponseChain> to(
      String id,
      String tenant,
      StoredResponses stored,
      ResponseStorage storage,
      Function<String, GatewayException> missing) {
    return stored
        .find(tenant, List.of(id))
        .flatMap(found -> {
          byte[] last = found.get(id);
          if (last == null) {
            return Mono.error(missing.apply(id));
          }
          List<String> before = storage.context(last);
          if (before.isEmpty()) {
            return Mono.just(new ResponseChain(List.of(id), List.of(last)));
          }
          if (before.size() >= MOST_TURNS) {
            return Mono.error(tooLong());
          }
          return stored
              .find(tenant, before)
              .map(earlier -> joined(before, earlier, id, last, missing));
        });
  }

  private static ResponseChain joined(
      List<String> before,
      Map<String, byte[]> earlier,
      String id,
      byte[] last,
      Function<String, GatewayException> missing) {
    List<String> ids = new ArrayList<>(before);
    List<byte[]> contents = new ArrayList<>();
    long bytes = last.length;
    for (String one : before) {
      byte[] content = earlier.get(one);
      if (content == null) {
        throw missing.apply(one);
      }
      bytes += content.length;
      contents.add(content);
    }
    if (bytes > MOST_BYTES) {
      throw tooLong();
    }
    ids.add(id);
    contents.add(last);
    return new ResponseChain(ids, contents);
  }

  private static GatewayException tooLong() {
    return GatewayException.of(
        ErrorKind.TOO_LARGE,
        "the conversation is longer than "
            + MOST_TURNS
            + " answers or "
            + (MOST_BYTES >> 20)
            + " MiB; begin a new one");
  }
}
