package dev.dragoman.gateway.source.stream;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractException;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.KeyChanges;
import dev.dragoman.gateway.source.ConfigSource;
import dev.dragoman.gateway.source.Intake;
import dev.dragoman.gateway.source.SourceListener;
import dev.dragoman.protocol.wire.SseFrame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The operator's stream, connected as long as there is an operator that leads:
 *
 * <pre>
 * addresses of the name → connect → not the leader, no connection: the next address
 *        ↑                   │
 *      pause ← ended, silent, refused, none left
 * </pre>
 *
 * Denials and changes of keys are obeyed by the thread that reads them; heads are taken by another,
 * see {@link HeadTaker}.
 */
public final class StreamSource implements ConfigSource {
  private static final Duration END = Duration.ofSeconds(5);

  private final Operator operator;
  private final Pod pod;
  private final Intake intake;
  private final KeyNews keys;
  private final StreamPace pace;
  private final SourceListener listener;
  private final OperatorTrust trust;
  private final HeadTaker taker;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable InetAddress leader;

  public StreamSource(
      Operator operator,
      Pod pod,
      Intake intake,
      KeyNews keys,
      StreamPace pace,
      SourceListener listener) {
    this.operator = operator;
    this.pod = pod;
    this.intake = intake;
    this.pace = pace;
    this.listener = listener;
    this.trust = new OperatorTrust(operator.ca());
    this.keys = keys;
    this.taker = new HeadTaker(pod, intake, keys.touched(), pace, listener);
    this.thread = Thread.ofPlatform().name("dragoman-stream").daemon().unstarted(this::run);
  }

  /** Is done when the first head has been dealt with, whatever became of it. */
  public CompletableFuture<Void> firstHead() {
    return taker.first();
  }

  @Override
  public void start() {
    taker.start();
    thread.start();
  }

  @Override
  public void stop() {
    end.countDown();
    // It only reads from the network, so there is nothing that an interrupt could tear.
    thread.interrupt();
    try {
      thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    taker.stop();
  }

  private void run() {
    String said = "";
    try {
      do {
        String reason = connected();
        if (isOver()) {
          return;
        }
        if (leader != null || !reason.equals(said)) {
          listener.disconnected(reason);
        }
        said = reason;
      } while (!end.await(pace.pause().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOver() {
    return end.getCount() == 0;
  }

  /** Follows the stream of the first address that has one; returns why there is none any more. */
  private String connected() {
    String reason = "";
    InetAddress earlier = leader;
    leader = null;
    try {
      for (InetAddress address : addresses(earlier)) {
        try {
          follow(address);
          return "the operator ended the stream";
        } catch (DeliveryException e) {
          reason = address.getHostAddress() + ": " + e.getMessage();
          if (leader != null || !e.anotherAddressMayHelp() || isOver()) {
            return reason;
          }
        }
      }
      return reason;
    } catch (UnknownHostException e) {
      return "there is no address of " + operator.address().getHost();
    } catch (RuntimeException e) {
      listener.faulty(e);
      return "a fault of this gateway's own";
    }
  }

  /** That of the last leader first: mostly it still is. */
  private List<InetAddress> addresses(@Nullable InetAddress earlier) throws UnknownHostException {
    List<InetAddress> all = new ArrayList<>(operator.addresses());
    if (earlier != null && all.remove(earlier)) {
      all.addFirst(earlier);
    }
    return all;
  }

  private void follow(InetAddress address) {
    InetSocketAddress named = operator.named(address);
    try (OperatorLine line =
        new OperatorLine(named, trust.current(), operator.token(), pace.answer())) {
      line.follow(
          path(),
          pace.silence(),
          frame -> {
            if (leader == null) {
              leader = address;
              taker.connected(line);
              listener.connected(address.getHostAddress());
            }
            on(frame);
          });
    } finally {
      taker.disconnected();
    }
  }

  private String path() {
    BundleHead inForce = intake.head();
    String path = pod.paths().stream() + "?" + DeliveryPaths.POD + "=" + pod.uid();
    return inForce == null ? path : path + "&" + DeliveryPaths.DIGEST + "=" + inForce.digest();
  }

  private void on(SseFrame frame) {
    byte[] data = frame.data();
    if (data == null || frame.event() == null) {
      return;
    }
    try {
      switch (frame.event()) {
        case DeliveryPaths.HEAD -> taker.arrived(ContractJson.read(data, BundleHead.class));
        case DeliveryPaths.DENIALS -> {
          intake.deny(ContractJson.read(data, Denials.class));
          taker.denialsArrived();
        }
        case DeliveryPaths.KEYS -> {
          KeyChanges changes = ContractJson.read(data, KeyChanges.class);
          keys.changes().changed(changes);
          taker.keysArrived(changes);
        }
        default -> {
          // A ping did its work by arriving; what a newer operator sends besides is for newer pods.
        }
      }
    } catch (ContractException e) {
      listener.refused(null, frame.event() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      // What was not obeyed is said once more by the next connection.
      listener.faulty(e);
      throw DeliveryException.broken(e);
    }
  }
}
