package dev.dragoman.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.StreamGrammar;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.ResponseEvents;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

final class AnthropicProperties {
  private static final List<String> WORDS =
      List.of(
          "model",
          "messages",
          "role",
          "content",
          "type",
          "text",
          "system",
          "max_tokens",
          "tools",
          "name",
          "input",
          "input_schema",
          "tool_choice",
          "thinking",
          "source",
          "data",
          "id",
          "tool_use_id",
          "citations",
          "cache_control",
          "metadata",
          "output_config",
          "temperature",
          "user",
          "assistant",
          "image",
          "document",
          "tool_use",
          "tool_result",
          "base64",
          "usage",
          "message_start",
          "message_delta",
          "content_block_start",
          "content_block_delta",
          "index",
          "content_block",
          "delta",
          "message",
          "stop_reason",
          "partial_json",
          "input_json_delta",
          "text_delta",
          "error",
          "auto",
          "search_result",
          "server_tool_use");

  /** Any JSON, made of the words of the protocol so that it comes far. */
  @Provide
  Arbitrary<String> json() {
    Arbitrary<String> word = Arbitraries.of(WORDS).map(text -> JsonText.ofString(text).text());
    Arbitrary<String> leaf =
        Arbitraries.oneOf(
            word,
            Arbitraries.of("0", "1", "-7", "1.5", "1e99999999999", "1e400", "null", "true", "[]"),
            Arbitraries.strings().ofMaxLength(5).map(text -> JsonText.ofString(text).text()));
    return Arbitraries.recursive(
        () -> leaf,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"),
                Combinators.combine(word, inner)
                    .as((name, value) -> name + ":" + value)
                    .list()
                    .ofMaxSize(5)
                    .map(members -> "{" + String.join(",", members) + "}")),
        0,
        4);
  }

  /** A request of the right envelope whose parts may be anything. */
  @Provide
  Arbitrary<String> nearlyRequests() {
    Arbitrary<String> block =
        Combinators.combine(Arbitraries.of(WORDS), json(), json(), json())
            .as((type, text, input, content) ->
                ("{\"type\":\"%s\",\"text\":%s,\"id\":\"i\",\"name\":\"n\",\"input\":%s,"
                        + "\"tool_use_id\":\"i\",\"content\":%s,\"source\":%s}")
                    .formatted(type, text, input, content, input));
    return Combinators.combine(block.list().ofMaxSize(4), json(), json(), Arbitraries.of(WORDS))
        .as((blocks, tools, any, member) ->
            ("{\"model\":\"m\",\"max_tokens\":1,\"tools\":[%s],\"%s\":%s,\"messages\":["
                    + "{\"role\":\"user\",\"content\":[%s]}]}")
                .formatted(tools, member, any, String.join(",", blocks)));
  }

  @Property(tries = 500)
  void anyJsonIsARequestOrRefused(@ForAll("json") String body) {
    refusedAtMost(body);
  }

  @Property(tries = 500)
  void anythingInTheEnvelopeIsARequestOrRefused(@ForAll("nearlyRequests") String body) {
    refusedAtMost(body);
  }

  private static void refusedAtMost(String body) {
    try {
      ChatRequest request = Wire.decoded(body);
      Wire.encoded(request, Wire.OLD);
      Wire.encoded(request, Wire.NEW);
    } catch (GatewayException e) {
      assertThat(e.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    }
  }

  @Property(tries = 300)
  void anyJsonIsAnAnswerOrAnError(@ForAll("json") String body) {
    try {
      AnthropicResponses.decode(Wire.response(body));
    } catch (GatewayException e) {
      assertThat(e.error().kind()).isNotEqualTo(ErrorKind.CANCELLED);
    }
  }

  @Property(tries = 500)
  void anyFramesGiveOneEnd(@ForAll("json") String first, @ForAll("json") String second) {
    // When
    List<StreamEvent> events =
        Wire.events(
            Wire.stream(
                "{\"type\":\"message_start\",\"message\":{}}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + first + "}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + second + "}",
                first,
                second));

    // Then
    StreamGrammar.assertWellFormed(events);
  }

  /** Answers of every block that a client of this protocol sees. */
  @Provide
  Arbitrary<ChatResponse> answers() {
    Arbitrary<ContentBlock> text =
        Arbitraries.strings().ofMinLength(1).ofMaxLength(9).map(Text::of);
    Arbitrary<ContentBlock> blocks =
        Arbitraries.oneOf(
            text,
            Arbitraries.of("{}", "{\"b\":1.0,\"a\":12345678901234567890}")
                .map(json -> ToolCall.of("toolu_1", "f", new JsonText(json))),
            Arbitraries.of(
                new ServerToolCall(
                    "s",
                    "server_tool_use",
                    "web_search",
                    new JsonText("{\"q\":1}"),
                    null,
                    Extensions.NONE),
                new ServerToolResult(
                    "s", "web_search_tool_result", new JsonText("[]"), null, Extensions.NONE),
                new Compaction("so far", null, null, Extensions.NONE),
                new Reasoning(
                    "hm",
                    List.of(),
                    Reasoning.Kind.FULL,
                    new Signature(new Provider("anthropic"), "", "s", Signature.Placement.THINKING),
                    null,
                    null,
                    Extensions.NONE)));
    return Combinators.combine(blocks.list().ofMaxSize(5), Arbitraries.of(StopReason.Kind.class))
        .filter((content, kind) -> kind != StopReason.Kind.MALFORMED_TOOL_CALL)
        .as((content, kind) ->
            new ChatResponse(
                "msg_1",
                "m",
                null,
                List.of(
                    new Candidate(0, content, StopReason.of(kind, null), null, Extensions.NONE)),
                Usage.of(3, 4),
                null,
                null,
                null,
                Extensions.NONE));
  }

  /** A streamed answer, written, read and folded, is the whole answer, written and read. */
  @Property(tries = 300)
  void aFoldedStreamIsTheWholeAnswer(@ForAll("answers") ChatResponse answer) {
    // Given
    List<StreamEvent> events = new ArrayList<>();
    ResponseEvents.emit(answer, events::add);
    ResponseFold fold = new ResponseFold();

    // When
    String stream = Wire.streamed(events);
    Wire.events(stream).forEach(fold);

    // Then
    AnthropicGrammar.assertWellFormed(stream);
    ChatResponse whole =
        AnthropicResponses.decode(
            new WireResponse(
                200, WireHeaders.NONE, AnthropicResponses.encode(answer, Wire.CONTEXT)));
    assertThat(fold.toResponse())
        .usingRecursiveComparison()
        .ignoringFields("usage.raw")
        .isEqualTo(whole);
  }

  /** Requests of what the protocol can say and this codec converts, in the order it wants. */
  @Provide
  Arbitrary<String> requests() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .ofMinLength(1)
            .ofMaxLength(8)
            .filter(value -> !value.isBlank())
            .map(value -> "{\"type\":\"text\",\"text\":" + JsonText.ofString(value).text() + "}");
    Arbitrary<String> arguments =
        Arbitraries.of("{}", "{\"b\":1.0,\"a\":12345678901234567890}", "{\"x\":[null,1e5]}");
    Arbitrary<String> turn =
        Combinators.combine(
                text, arguments, Arbitraries.of("ok", ""), Arbitraries.of("", ",\"is_error\":true"))
            .as((words, input, result, error) ->
                ("{\"role\":\"user\",\"content\":[%s]},{\"role\":\"assistant\",\"content\":[%s,"
                        + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":%s}]},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                        + "\"tool_use_id\":\"toolu_1\"%s%s},%s]},"
                        + "{\"role\":\"assistant\",\"content\":[%s]}")
                    .formatted(
                        words,
                        words,
                        input,
                        result.isEmpty() ? "" : ",\"content\":\"" + result + "\"",
                        error,
                        words,
                        words));
    Arbitrary<String> choice =
        Arbitraries.of(
            "",
            ",\"tool_choice\":{\"type\":\"any\"}",
            ",\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
            ",\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\"}");
    Arbitrary<String> rest =
        Arbitraries.of(
            "",
            ",\"temperature\":0,\"top_k\":5",
            ",\"top_p\":0.25,\"stop_sequences\":[\"END\"]",
            ",\"metadata\":{\"user_id\":\"u\",\"x\":1},\"service_tier\":\"auto\"",
            ",\"speed\":\"fast\",\"stream\":true");
    return Combinators.combine(turn.list().ofMaxSize(3), text, text, choice, rest)
        .as((turns, system, last, chosen, more) ->
            ("{\"model\":\"%s\",\"max_tokens\":7,\"system\":[%s],\"messages\":[%s%s"
                    + "{\"role\":\"user\",\"content\":[%s]}],\"tools\":[{\"name\":\"f\","
                    + "\"description\":\"d\",\"input_schema\":{\"type\":\"object\"}}]%s%s}")
                .formatted(
                    Wire.OLD,
                    system,
                    String.join(",", turns),
                    turns.isEmpty() ? "" : ",",
                    last,
                    chosen,
                    more));
  }

  @Property(tries = 300)
  void whatIsWrittenIsWhatWasRead(@ForAll("requests") String body) {
    // Given
    ChatRequest request = Wire.decoded(body, "anthropic-version", "2023-06-01");

    // When
    var encoded = Wire.encoded(request, Wire.OLD);

    // Then
    assertThat(encoded.dropped()).isEmpty();
    assertThat(
            AnthropicRequestDecoder.decode(
                new WireRequest(
                    encoded.request().path(),
                    encoded.request().headers(),
                    encoded.request().body(),
                    encoded.request().stream())))
        .isEqualTo(request);
  }

  @Property(tries = 1000)
  void everyStreamObeysTheGrammar(@ForAll long seed) {
    AnthropicGrammar.assertWellFormed(Wire.streamed(stream(new Random(seed))));
  }

  /** A well-formed stream: blocks of all kinds that open, interleave and close as they like. */
  private static List<StreamEvent> stream(Random random) {
    List<StreamEvent> events = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      events.add(new KeepAlive());
    }
    events.add(new MessageStart(null, null, null, Usage.UNKNOWN));
    TreeMap<Integer, ContentBlock> open = new TreeMap<>();
    int blocks = 0;
    for (int steps = random.nextInt(40); steps > 0; steps--) {
      int dice = random.nextInt(10);
      if (open.isEmpty() || dice < 2) {
        ContentBlock block = block(random);
        open.put(blocks, block);
        events.add(new BlockStart(blocks++, block));
      } else {
        int number = new ArrayList<>(open.keySet()).get(random.nextInt(open.size()));
        if (dice == 2) {
          open.remove(number);
          events.add(new BlockStop(number));
        } else if (dice == 3) {
          events.add(new KeepAlive());
        } else {
          events.add(delta(number, open.get(number), random));
        }
      }
    }
    if (random.nextInt(5) == 0) {
      events.add(new StreamError(GatewayError.of(ErrorKind.OVERLOADED, "busy")));
      return events;
    }
    open.keySet().forEach(number -> events.add(new BlockStop(number)));
    StopReason.Kind[] kinds = StopReason.Kind.values();
    events.add(
        new MessageEnd(StopReason.of(kinds[random.nextInt(kinds.length)], null), Usage.UNKNOWN));
    return events;
  }

  private static ContentBlock block(Random random) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> Text.of("");
      case 2 -> Refusal.of("");
      case 3 ->
          new Reasoning("", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE);
      default -> ToolCall.of("t", "f", JsonText.EMPTY_OBJECT);
    };
  }

  private static StreamEvent delta(int number, @Nullable ContentBlock block, Random random) {
    String piece = List.of("", "x", "\ud83d", "\ude00", "{}", "\n").get(random.nextInt(6));
    return switch (block) {
      case Refusal _ -> new RefusalDelta(number, piece);
      case ToolCall _ -> new ToolArgumentsDelta(number, piece);
      case Reasoning _ ->
          random.nextBoolean()
              ? new ReasoningDelta(number, piece, 0)
              : new SignatureDelta(
                  number,
                  new Signature(
                      new Provider(random.nextBoolean() ? "anthropic" : "other"),
                      "",
                      "s",
                      Signature.Placement.THINKING));
      case null, default -> new TextDelta(number, piece);
    };
  }
}
