package dev.dragoman.conformance.budget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dragoman.testkit.EventStreamBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An upstream of Bedrock's Converse that keeps its own count of what it generated. Answers have a
 * random length within what is asked for, streamed with short pauses or whole. Like Bedrock it goes
 * on, and bills the whole answer, when it is hung up on.
 */
final class CountingUpstream implements AutoCloseable {
  private static final long INPUT = 20;
  private static final int PIECES = 5;
  private static final Pattern MOST = Pattern.compile("\"maxTokens\"\\s*:\\s*(\\d+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong counted = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();

  CountingUpstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(threads);
    server.createContext("/model/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Tokens that were billed. */
  long counted() {
    return counted.get();
  }

  long calls() {
    return calls.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Matcher most = MOST.matcher(body);
      int asked = most.find() ? Integer.parseInt(most.group(1)) : 1_000;
      int output = ThreadLocalRandom.current().nextInt(1, asked + 1);
      counted.addAndGet(INPUT + output);
      calls.incrementAndGet();
      if (exchange.getRequestURI().getPath().endsWith("/converse-stream")) {
        stream(exchange, output);
      } else {
        whole(exchange, output);
      }
    }
  }

  private static String usage(int output) {
    return "\"usage\":{\"inputTokens\":%d,\"outputTokens\":%d,\"totalTokens\":%d}"
        .formatted(INPUT, output, INPUT + output);
  }

  private static void whole(HttpExchange exchange, int output) throws IOException {
    byte[] answer =
        """
        {"output":{"message":{"role":"assistant","content":[{"text":"hello"}]}},\
        "stopReason":"end_turn",%s,"metrics":{"latencyMs":1}}\
        """
            .formatted(usage(output))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private static void stream(HttpExchange exchange, int output) throws IOException {
    exchange.getResponseHeaders().set("content-type", "application/vnd.amazon.eventstream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    event(out, "messageStart", "{\"role\":\"assistant\"}");
    for (int i = 0; i < PIECES; i++) {
      event(out, "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"word \"}}");
      pause();
    }
    event(out, "contentBlockStop", "{\"contentBlockIndex\":0}");
    event(out, "messageStop", "{\"stopReason\":\"end_turn\"}");
    event(out, "metadata", "{" + usage(output) + ",\"metrics\":{\"latencyMs\":1}}");
  }

  private static void event(OutputStream out, String type, String json) throws IOException {
    out.write(EventStreamBytes.event(type, json));
    out.flush();
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
