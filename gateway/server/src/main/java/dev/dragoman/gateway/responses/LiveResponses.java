package dev.dragoman.gateway.responses;

import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.gateway.stores.LiveStore;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.store.response.ResponseId;
import dev.dragoman.store.response.ResponseStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Answers in the store in use. */
public final class LiveResponses implements StoredResponses {
  private static final Logger LOG = LoggerFactory.getLogger(LiveResponses.class);

  private final LiveStore store;
  private final Clock clock;
  private final LongAdder lost = new LongAdder();

  public LiveResponses(LiveStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** How many answers could not be stored. */
  public long lost() {
    return lost.sum();
  }

  @Override
  public Mono<Map<String, byte[]>> find(String tenant, Collection<String> ids) {
    return asked((scope, responses) -> {
      List<ResponseId> asked = ids.stream().map(id -> new ResponseId(scope, tenant, id)).toList();
      return responses
          .get(asked)
          .thenApply(found -> {
            Map<String, byte[]> byId = new HashMap<>();
            found.forEach((id, content) -> byId.put(id.id(), content));
            return byId;
          });
    });
  }

  @Override
  public Mono<Boolean> delete(String tenant, String id) {
    return asked((scope, responses) -> responses.delete(new ResponseId(scope, tenant, id)));
  }

  @Override
  public Mono<Boolean> store(String tenant, String id, byte[] content, Duration keepFor) {
    return this.<Boolean>asked((scope, responses) ->
            responses
                .put(new ResponseId(scope, tenant, id), content, clock.instant().plus(keepFor))
                .thenApply(_ -> true))
        .onErrorResume(failure -> {
          lost.increment();
          LOG.warn("an answer was not stored: {}", failure.getMessage());
          return Mono.just(false);
        });
  }

  private <T> Mono<T> asked(BiFunction<String, ResponseStore, CompletableFuture<T>> question) {
    return Mono.defer(
            () -> {
              CurrentStore current = store.current();
              return current == null
                  ? Mono.<T>error(new IllegalStateException("there is no store yet"))
                  : Mono.fromFuture(
                      question.apply(current.scope(), current.store().responses()), true);
            })
        .onErrorMap(failure -> !(failure instanceof GatewayException), LiveResponses::unavailable);
  }

  private static GatewayException unavailable(Throwable failure) {
    LOG.warn("stored answers cannot be used: {}", failure.getMessage());
    return GatewayException.of(
        ErrorKind.UNAVAILABLE, "stored answers cannot be read or changed now; try again");
  }
}
