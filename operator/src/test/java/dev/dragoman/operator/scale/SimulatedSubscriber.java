package dev.dragoman.operator.scale;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.Acknowledgement.Outcome;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.ContractVersion;
import dev.dragoman.contract.DeliveryPaths;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.Shards;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a pod does towards the operator and nothing else: it follows the stream, fetches the parts
 * that it has not, acknowledges. Connects again when the stream ends.
 */
public final class SimulatedSubscriber implements AutoCloseable {
  private final String uid;
  private final String name;
  private final String token;
  private final DeliveryPaths paths;
  private final int port;
  private final HttpClient client;
  private final Map<String, byte[]> parts = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile long denials;

  /**
   * Connects.
   *
   * @param uid of its Pod, which {@code token} is bound to
   * @param port of the operator on this machine
   */
  public SimulatedSubscriber(String uid, String name, String token, DeliveryPaths paths, int port)
      throws GeneralSecurityException {
    this.uid = uid;
    this.name = name;
    this.token = token;
    this.paths = paths;
    this.port = port;
    this.client =
        HttpClient.newBuilder()
            .sslContext(AnyName.tls())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    this.thread = Thread.ofVirtual().start(this::follow);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
        .header("Authorization", "Bearer " + token);
  }

  private void follow() {
    try {
      while (true) {
        try (InputStream stream =
            client
                .send(
                    request(paths.stream() + "?" + DeliveryPaths.POD + "=" + uid).build(),
                    BodyHandlers.ofInputStream())
                .body()) {
          read(stream);
        } catch (IOException | UncheckedIOException _) {
          // The operator restarts, or this one was too slow.
        }
        Thread.sleep(500);
      }
    } catch (InterruptedException _) {
      // close() ends it this way.
      Thread.currentThread().interrupt();
    }
  }

  private void read(InputStream body) throws IOException, InterruptedException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    String event = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: ")) {
        event = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        take(event, line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void take(String event, byte[] data) throws IOException, InterruptedException {
    switch (event) {
      case DeliveryPaths.HEAD -> apply(ContractJson.read(data, BundleHead.class));
      case DeliveryPaths.DENIALS -> denials = ContractJson.read(data, Denials.class).revision();
      default -> {}
    }
  }

  private void apply(BundleHead head) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Shards shards =
        Shards.read(head.digest(), digest -> parts.computeIfAbsent(digest, this::fetched));
    parts.keySet().retainAll(shards.blobs().keySet());
    Acknowledgement ack =
        new Acknowledgement(
            ContractVersion.CURRENT,
            uid,
            name,
            head.epoch(),
            head.generation(),
            head.digest(),
            head.credentialsRevision(),
            denials,
            Outcome.Applied,
            List.of(),
            (System.nanoTime() - began) / 1_000_000,
            null);
    client.send(
        request(paths.acks()).POST(BodyPublishers.ofByteArray(ContractJson.write(ack))).build(),
        BodyHandlers.discarding());
  }

  private byte[] fetched(String digest) {
    try {
      HttpResponse<byte[]> answer =
          client.send(request(paths.blob(digest)).build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
        // So far behind that the operator has it no more: a new stream begins with the newest.
        throw new IOException(digest + " was answered with " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    client.shutdownNow();
  }
}
