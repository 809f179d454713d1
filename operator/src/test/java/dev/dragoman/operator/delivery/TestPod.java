package dev.dragoman.operator.delivery;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.KeyChanges;
import dev.dragoman.contract.Shards;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The other end: a pod that asks with a token and listens to its stream. */
final class TestPod implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 60;

  private final String uid;
  private final String token;
  private final DeliveryPaths paths;
  private final int port;
  private final HttpClient client;
  private final BlockingQueue<BundleHead> heads = new LinkedBlockingQueue<>();
  private final BlockingQueue<Denials> denials = new LinkedBlockingQueue<>();
  private final BlockingQueue<KeyChanges> keys = new LinkedBlockingQueue<>();
  private @Nullable Thread reader;

  TestPod(String uid, String token, DeliveryPaths paths, int port, SSLContext tls) {
    this.uid = uid;
    this.token = token;
    this.paths = paths;
    this.port = port;
    this.client =
        HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
        .header("Authorization", "Bearer " + token);
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofByteArray());
  }

  int post(String path, BodyPublisher body) throws IOException, InterruptedException {
    return client.send(request(path).POST(body).build(), BodyHandlers.discarding()).statusCode();
  }

  int acknowledge(Acknowledgement ack) throws IOException, InterruptedException {
    return post(paths.acks(), BodyPublishers.ofByteArray(ContractJson.write(ack)));
  }

  /** All parts of a configuration, one request each. */
  Shards fetch(BundleHead head) {
    return Shards.read(
        head.digest(),
        digest -> {
          try {
            HttpResponse<byte[]> answer = get(paths.blob(digest));
            return answer.statusCode() == 200 ? answer.body() : null;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Opens the stream; what comes is kept until it is asked for. */
  void connect() throws IOException, InterruptedException {
    HttpResponse<InputStream> stream =
        client.send(
            request(paths.stream() + "?" + DeliveryPaths.POD + "=" + uid).build(),
            BodyHandlers.ofInputStream());
    if (stream.statusCode() != 200) {
      throw new AssertionError("no stream: " + stream.statusCode());
    }
    reader = Thread.ofVirtual().start(() -> read(stream.body()));
  }

  private void read(InputStream body) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String event = "";
      String line = lines.readLine();
      while (line != null) {
        if (line.startsWith("event: ")) {
          event = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          keep(event, line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
        }
        line = lines.readLine();
      }
    } catch (IOException _) {
      // The stream was cut: it has ended either way.
    }
  }

  private void keep(String event, byte[] data) {
    switch (event) {
      case DeliveryPaths.HEAD -> heads.add(ContractJson.read(data, BundleHead.class));
      case DeliveryPaths.DENIALS -> denials.add(ContractJson.read(data, Denials.class));
      case DeliveryPaths.KEYS -> keys.add(ContractJson.read(data, KeyChanges.class));
      case DeliveryPaths.PING -> {}
      default -> throw new AssertionError("an event that is not of the contract: " + event);
    }
  }

  BundleHead nextHead() throws InterruptedException {
    return next(heads);
  }

  Denials nextDenials() throws InterruptedException {
    return next(denials);
  }

  KeyChanges nextKeys() throws InterruptedException {
    return next(keys);
  }

  private static <T> T next(BlockingQueue<T> events) throws InterruptedException {
    T event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("nothing came");
    }
    return event;
  }

  boolean isEnded() {
    return reader != null && !reader.isAlive();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
