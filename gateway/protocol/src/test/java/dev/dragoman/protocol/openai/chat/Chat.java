package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tests of this package share: the codec by strings, targets, trees of JSON. */
final class Chat {
  static final OpenAiChatProtocol PROTOCOL = new OpenAiChatProtocol();

  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** A server that takes strings for content and nothing of OpenAI's own. */
  static final Capabilities PLAIN_SERVER =
      capabilities(
          EnumSet.of(
              Flag.TOOLS,
              Flag.PARALLEL_TOOLS,
              Flag.FORCED_TOOL,
              Flag.PENALTIES,
              Flag.SEED,
              Flag.LOGPROBS,
              Flag.CANDIDATES,
              Flag.STREAM_USAGE,
              Flag.NULL_FIELDS,
              Flag.SERVICE_FIELDS,
              Flag.PREFILL),
          SamplingSet.FULL,
          SystemPlacement.SYSTEM,
          "max_tokens");

  /** OpenAI itself, with everything that a codec may use. */
  static final Capabilities OPENAI =
      capabilities(
          EnumSet.complementOf(EnumSet.of(Flag.PREFILL, Flag.TOP_K)),
          SamplingSet.FULL,
          SystemPlacement.ANYWHERE,
          "max_completion_tokens");

  private Chat() {}

  static Capabilities capabilities(
      Set<Flag> flags, SamplingSet sampling, SystemPlacement placement, String maxTokensField) {
    return new Capabilities(
        flags, sampling, ReasoningUse.OPTIONAL, placement, 4, maxTokensField, null, null);
  }

  static Capabilities without(Capabilities all, Flag... flags) {
    Set<Flag> fewer = EnumSet.copyOf(all.flags());
    fewer.removeAll(List.of(flags));
    return new Capabilities(
        fewer,
        all.sampling(),
        all.reasoning(),
        all.systemPlacement(),
        all.stopSequences(),
        all.maxTokensField(),
        all.maxOutput(),
        all.contextWindow());
  }

  static ChatRequest decode(String body) {
    return PROTOCOL.inbound().decodeRequest(wire(body));
  }

  static WireRequest wire(String body) {
    return new WireRequest(
        "/v1/chat/completions", WireHeaders.NONE, body.getBytes(StandardCharsets.UTF_8), false);
  }

  /** A request with the given messages, as a client writes it. */
  static ChatRequest decodeMessages(String messages) {
    return decode("{\"model\":\"m\",\"messages\":" + messages + "}");
  }

  static Encoded encode(ChatRequest request, Capabilities capabilities) {
    return PROTOCOL.outbound().encodeRequest(request, new Target("served", capabilities));
  }

  static JsonNode encodedBody(ChatRequest request, Capabilities capabilities) {
    return tree(text(encode(request, capabilities).request().body()));
  }

  static ChatRequest conversation(Message... messages) {
    return ChatRequest.of("m", List.of(messages));
  }

  static Message user(ContentBlock... blocks) {
    return Message.of(Role.USER, List.of(blocks));
  }

  static Message user(String text) {
    return Message.text(Role.USER, text);
  }

  static Message assistant(ContentBlock... blocks) {
    return Message.of(Role.ASSISTANT, List.of(blocks));
  }

  static WireResponse response(int status, String body) {
    return new WireResponse(status, WireHeaders.NONE, body.getBytes(StandardCharsets.UTF_8));
  }

  static ChatResponse decodeResponse(String body) {
    return PROTOCOL.outbound().decodeResponse(response(200, body));
  }

  /** An exchange whose client did not ask for usage. */
  static ReplyContext context() {
    return new ReplyContext("r1", "shown", Instant.ofEpochSecond(1_700_000_000), () -> 7, false);
  }

  static ReplyContext contextWithUsage() {
    return new ReplyContext("r1", "shown", Instant.ofEpochSecond(1_700_000_000), () -> 7, true);
  }

  static JsonNode encodedResponse(ChatResponse response) {
    return tree(text(PROTOCOL.inbound().encodeResponse(response, context())));
  }

  /** The events of a stream given as its text, with the end of the stream after it. */
  static List<StreamEvent> decodeStream(String stream) {
    List<StreamEvent> events = new ArrayList<>();
    StreamDecoder decoder = PROTOCOL.outbound().streamDecoder();
    SseDecoder frames = new SseDecoder();
    frames.accept(
        stream.getBytes(StandardCharsets.UTF_8), frame -> decoder.accept(frame, events::add));
    frames.finish(frame -> decoder.accept(frame, events::add));
    decoder.finish(events::add);
    return events;
  }

  /** The events of a stream of these chunks, closed by {@code [DONE]}. */
  static List<StreamEvent> decodeChunks(String... chunks) {
    return decodeStream(frames(chunks) + "data: [DONE]\n\n");
  }

  static String frames(String... chunks) {
    StringBuilder stream = new StringBuilder();
    for (String chunk : chunks) {
      stream.append("data: ").append(chunk.replace("\n", "")).append("\n\n");
    }
    return stream.toString();
  }

  static String encodeStream(ReplyContext context, List<StreamEvent> events) {
    StreamEncoder encoder = PROTOCOL.inbound().streamEncoder(context);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    events.forEach(event -> encoder.accept(event, out));
    return out.toString(StandardCharsets.UTF_8);
  }

  static JsonNode tree(String json) {
    return MAPPER.readTree(json);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
