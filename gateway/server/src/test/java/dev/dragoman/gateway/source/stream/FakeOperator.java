package dev.dragoman.gateway.source.stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.Bundle;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.contract.Denials;
import dev.dragoman.protocol.wire.SseFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A fake: it speaks the operator's side of the delivery over TLS, and knows nothing of where
 * configurations come from. It says what a test tells it to, the wrong things too.
 */
public final class FakeOperator implements AutoCloseable {
  public static final DeliveryPaths PATHS = DeliveryPaths.of("default", "main");

  private static final String ROOT = "/v1/gateways/default/main/";
  private static final byte[] END = new byte[0];
  private static final long PING_MILLIS = 50;
  private static final long PATIENCE_SECONDS = 20;

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<BlockingQueue<byte[]>> streams = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<String, byte[]> damaged = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Acknowledgement> acknowledged = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> queries = new LinkedBlockingQueue<>();
  private volatile @Nullable BundleHead head;
  private volatile Credentials credentials = Credentials.NONE;
  private volatile CountDownLatch blobGate = new CountDownLatch(0);
  private volatile String token = "token-1";
  private volatile boolean leading = true;
  private volatile boolean pinging = true;

  private FakeOperator(HttpsServer server) {
    this.server = server;
  }

  /**
   * Starts one on loopback; {@code folder} holds what a pod needs to reach it: {@code ca.crt} and
   * {@code token}.
   */
  public static FakeOperator startFor(Path folder) throws Exception {
    TestCertificates certificates = TestCertificates.make(folder);
    FakeOperator operator = start(certificates, InetAddress.getLoopbackAddress(), 0);
    Files.writeString(folder.resolve("ca.crt"), certificates.authority());
    Files.writeString(folder.resolve("token"), "token-1");
    return operator;
  }

  /** As a pod with the files in {@code folder} reaches it. */
  public Operator reachedFrom(Path folder, Operator.Names names) {
    return new Operator(uri(), folder.resolve("ca.crt"), folder.resolve("token"), names);
  }

  /** Listens on an address of this machine; port 0 for any free one. */
  public static FakeOperator start(TestCertificates certificates, InetAddress address, int port)
      throws IOException, GeneralSecurityException {
    HttpsServer server = HttpsServer.create(new InetSocketAddress(address, port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificates.server()));
    FakeOperator operator = new FakeOperator(server);
    server.setExecutor(operator.threads);
    server.createContext("/", operator::handle);
    server.start();
    return operator;
  }

  public URI uri() {
    return URI.create("https://" + TestCertificates.HOST + ":" + port());
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Announces a bundle, to those who connect later too. */
  public void publish(Bundle bundle) {
    hold(bundle);
    announce(bundle.head());
  }

  /** Announces a bundle to those alone who connect from now on. */
  void publishToLater(Bundle bundle) {
    hold(bundle);
    head = bundle.head();
  }

  private void hold(Bundle bundle) {
    blobs.putAll(bundle.shards().blobs());
    blobs.put(bundle.head().digest(), bundle.shards().packedList());
  }

  void announce(BundleHead next) {
    head = next;
    send(DeliveryPaths.HEAD, ContractJson.write(next));
  }

  void deny(Denials denials) {
    send(DeliveryPaths.DENIALS, ContractJson.write(denials));
  }

  void send(String event, byte[] data) {
    byte[] frame = SseFrame.bytes(event, data);
    streams.forEach(stream -> stream.add(frame));
  }

  void hold(Credentials values) {
    credentials = values;
  }

  /** Puts another content under a digest, null for none. */
  void replace(String digest, byte @Nullable [] content) {
    if (content == null) {
      blobs.remove(digest);
    } else {
      blobs.put(digest, content);
    }
  }

  /** Gives out another content under a digest the next time. */
  void damageOnce(String digest, byte[] content) {
    damaged.put(digest, content);
  }

  /** No part is given out until the gate opens. */
  void gate(CountDownLatch gate) {
    blobGate = gate;
  }

  void openGate() {
    blobGate.countDown();
  }

  /** Waits until so many streams are open; a stream that was left is noticed at the next ping. */
  public void awaitStreams(int count) throws InterruptedException {
    awaitUntil(streams, () -> streams.size() == count);
  }

  /** Waits until so many parts were asked for. */
  void awaitBlobsAsked(long count) throws InterruptedException {
    awaitUntil(asked, () -> blobsAsked() >= count);
  }

  private static void awaitUntil(Object monitor, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (monitor) {
      while (!condition.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("what was waited for did not happen");
        }
        monitor.wait(left);
      }
    }
  }

  public boolean acknowledgedNothing() {
    return acknowledged.isEmpty();
  }

  void accept(String onlyToken) {
    token = onlyToken;
  }

  public void lead(boolean value) {
    leading = value;
  }

  /** Says nothing on streams any more, though they stay open. */
  void fallSilent() {
    pinging = false;
  }

  /** Ends all streams. */
  void drop() {
    streams.forEach(stream -> stream.add(END));
  }

  /** The next acknowledgement. */
  public Acknowledgement acknowledged() throws InterruptedException {
    Acknowledgement next = acknowledged.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was acknowledged; asked for were " + asked);
    }
    return next;
  }

  /** The query of the next stream that was asked for. */
  String streamed() throws InterruptedException {
    String next = queries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no stream was asked for");
    }
    return next;
  }

  /** Whether anything of this end of a path was asked for; how often. */
  long asked(String end) {
    return asked.stream().filter(path -> path.endsWith(end)).count();
  }

  long blobsAsked() {
    return asked.stream().filter(path -> path.contains("/blobs/")).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    synchronized (asked) {
      asked.add(path);
      asked.notifyAll();
    }
    try (exchange) {
      if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, new byte[0]);
      } else if (!leading) {
        answer(exchange, 503, DeliveryPaths.NOT_LEADER.getBytes(StandardCharsets.UTF_8));
      } else if (path.startsWith("/v1/gateways/") && !path.startsWith(ROOT)) {
        answer(exchange, 403, new byte[0]);
      } else if (path.equals(PATHS.stream())) {
        queries.add(String.valueOf(exchange.getRequestURI().getQuery()));
        stream(exchange);
      } else if (path.equals(PATHS.acks())) {
        acknowledged.add(
            ContractJson.read(exchange.getRequestBody().readAllBytes(), Acknowledgement.class));
        answer(exchange, 204, new byte[0]);
      } else if (path.equals(PATHS.credentials())) {
        answer(exchange, 200, ContractJson.write(credentials));
      } else {
        blob(exchange, path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void blob(HttpExchange exchange, String path) throws IOException, InterruptedException {
    blobGate.await();
    String digest = path.substring(path.lastIndexOf('/') + 1);
    byte[] once = damaged.remove(digest);
    byte[] content = once == null ? blobs.get(digest) : once;
    answer(exchange, content == null ? 404 : 200, content == null ? new byte[0] : content);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void stream(HttpExchange exchange) throws IOException, InterruptedException {
    BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
    BundleHead first = head;
    if (first != null) {
      frames.add(SseFrame.bytes(DeliveryPaths.HEAD, ContractJson.write(first)));
    }
    streams.add(frames);
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (true) {
        byte[] frame = frames.poll(PING_MILLIS, TimeUnit.MILLISECONDS);
        if (frame != null && frame.length == 0) {
          return;
        }
        if (frame != null || pinging) {
          out.write(
              frame == null
                  ? SseFrame.bytes(DeliveryPaths.PING, "{}".getBytes(StandardCharsets.UTF_8))
                  : frame);
          out.flush();
        }
      }
    } finally {
      synchronized (streams) {
        streams.remove(frames);
        streams.notifyAll();
      }
    }
  }

  @Override
  public void close() {
    drop();
    server.stop(0);
    threads.shutdownNow();
  }
}
