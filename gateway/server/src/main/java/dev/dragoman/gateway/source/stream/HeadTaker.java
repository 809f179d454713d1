package dev.dragoman.gateway.source.stream;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.Acknowledgement.Outcome;
import dev.dragoman.contract.Bundle;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractException;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.ContractVersion;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.KeyChanges;
import dev.dragoman.contract.Shards;
import dev.dragoman.gateway.config.ApplyOutcome;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.ApplyOutcome.Rejected;
import dev.dragoman.gateway.config.ApplyOutcome.Stale;
import dev.dragoman.gateway.source.Intake;
import dev.dragoman.gateway.source.Origin;
import dev.dragoman.gateway.source.SourceListener;
import dev.dragoman.gateway.source.TouchedKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes the heads of the stream one at a time on a thread of its own: fetches the parts that are
 * missing, puts the bundle together, hands it over, acknowledges. A head that arrives meanwhile
 * waits; one that arrives after that takes its place, so a slow pod gets the newest and no backlog.
 */
final class HeadTaker {
  private static final Duration END = Duration.ofSeconds(5);

  private final Pod pod;
  private final Intake intake;
  private final TouchedKeys touched;
  private final StreamPace pace;
  private final SourceListener listener;
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private final AtomicReference<@Nullable Arrival> waiting = new AtomicReference<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("dragoman-config").daemon().factory());
  private volatile @Nullable OperatorLine line;
  private @Nullable Verdict last;

  /** 0 while the operator told of no keys. */
  private long keysRevision;

  HeadTaker(Pod pod, Intake intake, TouchedKeys touched, StreamPace pace, SourceListener listener) {
    this.pod = pod;
    this.intake = intake;
    this.touched = touched;
    this.pace = pace;
    this.listener = listener;
  }

  private record Arrival(BundleHead head, long nanos) {}

  /** What is acknowledged, and from time to time again. */
  private record Verdict(BundleHead head, Outcome outcome, List<String> problems, long millis) {}

  /** Is done when the first head has been dealt with. */
  CompletableFuture<Void> first() {
    return first;
  }

  void start() {
    long every = pace.repeat().toMillis();
    var _ =
        worker.scheduleWithFixedDelay(safely(this::repeat), every, every, TimeUnit.MILLISECONDS);
  }

  /** Ends when what is under way is through: an interrupt would tear a file from its hands. */
  void stop() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** From now on parts come from there and acknowledgements go there. */
  void connected(OperatorLine to) {
    line = to;
  }

  /** Until the next connection nothing can be fetched; it brings its own head. */
  void disconnected() {
    line = null;
  }

  void arrived(BundleHead head) {
    offer(new Arrival(head, System.nanoTime()));
  }

  /** Denials are obeyed already; what remains is to keep them. */
  void denialsArrived() {
    worker.execute(safely(intake::keepDenials));
  }

  /** Changes of keys are obeyed already; what remains is to say so. */
  void keysArrived(KeyChanges changes) {
    worker.execute(
        safely(() -> {
          keysRevision = changes.revision();
          OperatorLine now = line;
          if (now != null) {
            acknowledge(now);
          }
        }));
  }

  private void offer(Arrival arrival) {
    if (waiting.getAndSet(arrival) == null) {
      worker.execute(safely(this::takeNewest));
    }
  }

  private void takeNewest() {
    Arrival arrival = waiting.getAndSet(null);
    OperatorLine now = line;
    if (arrival == null || now == null) {
      return;
    }
    try {
      conclude(arrival, take(arrival.head, now));
    } catch (DeliveryException e) {
      listener.callFailed(String.valueOf(e.getMessage()));
      if (e.isUnknown()) {
        // The operator has this head no more. It tells of no other on this stream before it hears
        // of this one, but the next stream begins with the newest.
        now.close();
        return;
      }
      var _ =
          worker.schedule(
              safely(() -> again(arrival)), pace.pause().toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    first.complete(null);
    acknowledge(now);
  }

  private void again(Arrival arrival) {
    if (waiting.compareAndSet(null, arrival)) {
      takeNewest();
    }
  }

  private ApplyOutcome take(BundleHead head, OperatorLine from) {
    if (!ContractVersion.isRead(head.contractVersion())) {
      return intake.refuse(head, "contractVersion: " + head.contractVersion() + " is not known");
    }
    if (!intake.holdsCredentials(head.credentialsRevision())) {
      fetchCredentials(from);
    }
    try {
      Shards shards =
          Shards.read(
              head.digest(),
              digest -> {
                byte[] known = known(digest);
                return known == null ? fetched(digest, from) : known;
              });
      return intake.take(new Bundle(head, shards, Denials.NONE), Origin.STREAM);
    } catch (ContractException e) {
      return intake.refuse(head, String.valueOf(e.getMessage()));
    }
  }

  private byte @Nullable [] known(String digest) {
    Shards inForce = intake.shards();
    if (inForce == null) {
      return null;
    }
    byte[] part = inForce.blobs().get(digest);
    return part == null && inForce.list().digest().equals(digest) ? inForce.packedList() : part;
  }

  /** One that came damaged is fetched once more; whoever reads it then says what is wrong. */
  private byte[] fetched(String digest, OperatorLine from) {
    String path = pod.paths().blob(digest);
    byte[] part = from.get(path);
    if (Shards.isPart(part, digest)) {
      return part;
    }
    listener.callFailed("part " + digest + " came damaged");
    return from.get(path);
  }

  /** Without them the rest is served; they are asked for again with the next acknowledgement. */
  private void fetchCredentials(OperatorLine from) {
    try {
      intake.hold(
          ContractJson.read(from.get(pod.paths().credentials()), Credentials.class), Origin.STREAM);
    } catch (DeliveryException | ContractException e) {
      listener.callFailed("credentials: " + e.getMessage());
    }
  }

  private void conclude(Arrival arrival, ApplyOutcome outcome) {
    long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, System.nanoTime() - arrival.nanos));
    last =
        switch (outcome) {
          case Applied(long _, List<String> problems) ->
              new Verdict(arrival.head, Outcome.Applied, problems, millis);
          case Rejected(long _, long _, String reason) ->
              new Verdict(arrival.head, Outcome.Rejected, List.of(reason), millis);
          case Stale _ -> ofWhatIsInForce(millis);
        };
  }

  /** Who sends an older head than it sent before has to learn how far this pod is. */
  private @Nullable Verdict ofWhatIsInForce(long millis) {
    BundleHead head = intake.head();
    return head == null ? last : new Verdict(head, Outcome.Applied, List.of(), millis);
  }

  private void repeat() {
    Verdict verdict = last;
    OperatorLine now = line;
    if (verdict == null || now == null) {
      return;
    }
    if (isBehindTheCopy(verdict)) {
      last = ofWhatIsInForce(0);
    }
    if (intake.credentialsRevision() < verdict.head.credentialsRevision()) {
      offer(new Arrival(verdict.head, System.nanoTime()));
      return;
    }
    acknowledge(now);
  }

  /** A newer copy was mounted and taken since; its head has not come by the stream. */
  private boolean isBehindTheCopy(Verdict verdict) {
    BundleHead head = intake.head();
    return head != null
        && head.epoch().equals(verdict.head.epoch())
        && head.supersedes(verdict.head)
        && verdict.outcome == Outcome.Applied;
  }

  private void acknowledge(OperatorLine to) {
    Verdict verdict = last;
    if (verdict == null) {
      return;
    }
    List<String> used =
        keysRevision == 0 ? List.of() : touched.take(Acknowledgement.Keys.MAX_TOUCHED);
    try {
      to.post(pod.paths().acks(), ContractJson.write(said(verdict, used)));
    } catch (DeliveryException e) {
      touched.again(used);
      listener.callFailed("acknowledgement: " + e.getMessage());
    }
  }

  private Acknowledgement said(Verdict verdict, List<String> used) {
    return new Acknowledgement(
        ContractVersion.CURRENT,
        pod.uid(),
        pod.name(),
        verdict.head.epoch(),
        verdict.head.generation(),
        verdict.head.digest(),
        intake.credentialsRevision(),
        intake.denialsRevision(),
        verdict.outcome,
        verdict.problems,
        verdict.millis,
        keysRevision == 0 ? null : new Acknowledgement.Keys(keysRevision, used));
  }

  private Runnable safely(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        // Else no later head would be taken, and nobody would notice.
        listener.faulty(e);
      }
    };
  }
}
