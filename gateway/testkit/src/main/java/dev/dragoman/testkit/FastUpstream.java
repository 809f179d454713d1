package dev.dragoman.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The cheapest upstream there can be, as the floor of a benchmark: prepared bytes chosen by the
 * path alone, the request body unread. Whole answers have about 1 KB of text, and two calls where
 * these are asked for; a stream has {@link Pace#tokens} content events of which each names its
 * number ({@code t0}, {@code t1}, …), so that a client can tell a lost one.
 *
 * <p>A body that is not read cannot say what it asks for; the base URL says it.
 */
public final class FastUpstream implements AutoCloseable {
  /**
   * Length and pace of a stream.
   *
   * @param tokens content events of a stream
   * @param interval wait before each frame; zero for all at once
   */
  public record Pace(int tokens, Duration interval) {
    public static final Pace DEFAULT = new Pace(100, Duration.ofMillis(50));
  }

  private static final String STREAM_PREFIX = "/stream";
  private static final String CALLS_PREFIX = "/calls";
  private static final String CHAT_PATH = "/v1/chat/completions";
  private static final String MESSAGES_PATH = "/v1/messages";

  private final DisposableServer server;

  private FastUpstream(DisposableServer server) {
    this.server = server;
  }

  /** Listens on a free port of 127.0.0.1. */
  public static FastUpstream start(Pace pace) {
    return start(0, pace);
  }

  /** Listens on {@code port} of 127.0.0.1. */
  public static FastUpstream start(int port, Pace pace) {
    Answers chat = Answers.of(new OpenAiWire(), pace.tokens());
    Answers messages = Answers.of(new AnthropicWire(), pace.tokens());
    return new FastUpstream(
        HttpServer.create()
            .host("127.0.0.1")
            .port(port)
            .handle((request, response) -> answer(request, response, chat, messages, pace))
            .bindNow());
  }

  public int port() {
    return server.port();
  }

  /** Base URL, as OpenAI's SDK takes it, under which every answer is whole. */
  public URI openAiBaseUrl() {
    return at("/v1");
  }

  /** Base URL, as OpenAI's SDK takes it, under which every answer is a stream. */
  public URI openAiStreamBaseUrl() {
    return at(STREAM_PREFIX + "/v1");
  }

  /** Base URL, as OpenAI's SDK takes it, under which every answer is whole and calls two tools. */
  public URI openAiCallsBaseUrl() {
    return at(CALLS_PREFIX + "/v1");
  }

  /**
   * Base URL, as Anthropic's SDK takes it, under which every answer is whole and calls two tools.
   */
  public URI anthropicCallsBaseUrl() {
    return at(CALLS_PREFIX);
  }

  /** Base URL, as Anthropic's SDK takes it, under which every answer is whole. */
  public URI anthropicBaseUrl() {
    return at("");
  }

  /** Base URL, as Anthropic's SDK takes it, under which every answer is a stream. */
  public URI anthropicStreamBaseUrl() {
    return at(STREAM_PREFIX);
  }

  @Override
  public void close() {
    server.disposeNow();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private static Publisher<Void> answer(
      HttpServerRequest request,
      HttpServerResponse response,
      Answers chat,
      Answers messages,
      Pace pace) {
    return switch (request.fullPath()) {
      case CHAT_PATH -> whole(response, chat.text());
      case MESSAGES_PATH -> whole(response, messages.text());
      case CALLS_PREFIX + CHAT_PATH -> whole(response, chat.calls());
      case CALLS_PREFIX + MESSAGES_PATH -> whole(response, messages.calls());
      case STREAM_PREFIX + CHAT_PATH -> stream(response, chat, pace);
      case STREAM_PREFIX + MESSAGES_PATH -> stream(response, messages, pace);
      default -> response.status(HttpResponseStatus.NOT_FOUND).send();
    };
  }

  private static Publisher<Void> whole(HttpServerResponse response, Whole answer) {
    return response
        .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .header(HttpHeaderNames.CONTENT_LENGTH, answer.length())
        .sendObject(answer.body().duplicate());
  }

  private static Publisher<Void> stream(HttpServerResponse response, Answers answers, Pace pace) {
    List<ByteBuf> frames = answers.frames();
    Flux<ByteBuf> paced =
        pace.interval().isZero()
            ? Flux.fromIterable(frames)
            : Flux.interval(pace.interval())
                .onBackpressureBuffer(frames.size())
                .take(frames.size())
                .map(number -> frames.get(number.intValue()));
    return response
        .header(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .send(paced.map(ByteBuf::duplicate), _ -> true);
  }

  private record Whole(ByteBuf body, String length) {
    static Whole of(byte[] bytes) {
      return new Whole(shared(bytes), Integer.toString(bytes.length));
    }
  }

  private static ByteBuf shared(byte[] bytes) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct).asReadOnly());
  }

  /** Prepared bytes of one wire format. None of the buffers can be released. */
  private record Answers(Whole text, Whole calls, List<ByteBuf> frames) {
    private static final String MODEL = "fast";
    private static final String KILOBYTE = "sixteen letters ".repeat(64);

    static Answers of(UpstreamWire wire, int tokens) {
      ScriptedTurn text = ScriptedTurn.saying(KILOBYTE).using(9, 256);
      ScriptedTurn calls =
          text.calling(
              ScriptedTurn.Call.of("call_0", "tool_0", "{\"query\":\"one\",\"limit\":10}"),
              ScriptedTurn.Call.of("call_1", "tool_1", "{\"query\":\"two\",\"limit\":20}"));
      List<String> pieces =
          IntStream.range(0, tokens).mapToObj(number -> "t" + number + " ").toList();
      ScriptedTurn turn =
          new ScriptedTurn(pieces, List.of(), ScriptedTurn.Stop.END, 9, pieces.size());
      return new Answers(
          Whole.of(wire.whole(MODEL, text)),
          Whole.of(wire.whole(MODEL, calls)),
          wire.stream(MODEL, turn).stream().map(FastUpstream::shared).toList());
    }
  }
}
