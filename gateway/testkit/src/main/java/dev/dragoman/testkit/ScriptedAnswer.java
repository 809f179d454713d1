package dev.dragoman.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** Plays a scenario on a connection. */
final class ScriptedAnswer {
  private ScriptedAnswer() {}

  static Mono<Void> play(
      Scenario scenario, ScriptedExchange exchange, HttpServerResponse response) {
    response.withConnection(connection ->
        connection.channel().closeFuture().addListener(_ -> exchange.connectionClosed()));
    return switch (scenario) {
      case Scenario.Silent() -> Mono.never();
      case Scenario.Answer answer -> play(answer, exchange, response);
    };
  }

  private static Mono<Void> play(
      Scenario.Answer answer, ScriptedExchange exchange, HttpServerResponse response) {
    response.status(answer.status());
    answer
        .headers()
        .fields()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    Flux<ByteBuf> bytes =
        Flux.fromIterable(answer.steps()).concatMap(step -> bytesOf(step, exchange), 0);
    return response
        .send(bytes, _ -> true)
        .then()
        .doOnSuccess(_ -> exchange.end(ScriptedExchange.Ending.ANSWERED));
  }

  private static Publisher<ByteBuf> bytesOf(Scenario.Step step, ScriptedExchange exchange) {
    return switch (step) {
      case Scenario.Step.Send(byte[] bytes) ->
          Mono.fromSupplier(() -> Unpooled.wrappedBuffer(bytes));
      case Scenario.Step.Pause(var length) -> Mono.delay(length).then(Mono.empty());
      case Scenario.Step.Await(var gate) -> Mono.fromFuture(() -> gate, true).then(Mono.empty());
      case Scenario.Step.Drop() ->
          Mono.defer(() -> {
            exchange.end(ScriptedExchange.Ending.DROPPED);
            return Mono.error(new DropException());
          });
    };
  }

  /** The server closes a connection on which an answer fails after its head was sent. */
  private static final class DropException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DropException() {
      super("the script drops the connection here", null, false, false);
    }
  }
}
