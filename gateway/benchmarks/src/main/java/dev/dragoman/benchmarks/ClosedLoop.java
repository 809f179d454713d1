package dev.dragoman.benchmarks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Puts load on a program: a fixed number of kept connections, each with one request in flight, the
 * next one sent when the answer is there. Keeps its connections between turns.
 */
final class ClosedLoop implements AutoCloseable {
  /** Every upstream's whole answer has a kilobyte of text; anything shorter is a wrong answer. */
  private static final int LEAST_ANSWER_BYTES = 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ConnectionProvider connections;
  private final HttpClient client;
  private final int inFlight;
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();

  ClosedLoop(int inFlight) {
    this.inFlight = inFlight;
    this.connections =
        ConnectionProvider.builder("load")
            .maxConnections(inFlight)
            .pendingAcquireMaxCount(inFlight)
            .build();
    this.client = HttpClient.create(connections).responseTimeout(PATIENCE);
  }

  /** Loads {@code program} for {@code length} and says what it answered and used. */
  Turn run(ClientCall call, Duration length, ProcessHandle program) {
    long end = System.nanoTime() + length.toNanos();
    return measured(exchange(call).repeat(() -> System.nanoTime() < end), length, program);
  }

  /** Sends {@code times} requests on each connection. */
  Turn run(ClientCall call, int times, ProcessHandle program) {
    return measured(exchange(call).repeat(times - 1L), PATIENCE, program);
  }

  /** What the first wrong answer was; null when all were right. */
  @Nullable String firstFailure() {
    return firstFailure.get();
  }

  @Override
  public void close() {
    connections.dispose();
  }

  private Turn measured(Flux<Boolean> oneConnection, Duration length, ProcessHandle program) {
    answered.reset();
    failed.reset();
    Duration cpu = ProcFiles.cpuOf(program);
    long start = System.nanoTime();
    Flux.range(0, inFlight)
        .flatMap(_ -> oneConnection, inFlight)
        .doOnNext(right -> (right ? answered : failed).increment())
        .then()
        .block(length.plus(PATIENCE).plus(PATIENCE));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new Turn(answered.sum(), failed.sum(), elapsed, ProcFiles.cpuOf(program).minus(cpu));
  }

  private Mono<Boolean> exchange(ClientCall call) {
    return call.on(client)
        .responseSingle((response, body) ->
            body.map(bytes -> isRight(response.status().code(), bytes.readableBytes()))
                .switchIfEmpty(Mono.fromSupplier(() -> isRight(response.status().code(), 0))))
        .onErrorResume(error -> {
          firstFailure.compareAndSet(null, error.toString());
          return Mono.just(false);
        });
  }

  private boolean isRight(int status, int bytes) {
    boolean right = status == 200 && bytes >= LEAST_ANSWER_BYTES;
    if (!right) {
      firstFailure.compareAndSet(null, "status " + status + " with " + bytes + " bytes");
    }
    return right;
  }
}
