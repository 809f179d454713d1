package dev.dragoman.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.envelope.Envelopes;
import dev.dragoman.protocol.envelope.Keys;
import dev.dragoman.protocol.envelope.StateOpener;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A client's request is refused in its own protocol, or becomes a request that every upstream's
 * protocol reads.
 */
final class RequestLaws {
  private static final Families FAMILIES = Families.load();

  /** What a client nests deeply the protocols of upstreams may have to nest deeper. */
  private static final String TOO_DEEP = "nested deeper";

  private static final String REQUEST_ID = "0123456789abcdef01234567";
  private static final StateOpener OPENER =
      new StateOpener(new Envelopes(Keys.ring(Keys.key("golden", 7))));

  /** Models that take different things, by protocol. */
  private static final Map<String, List<String>> MODELS =
      Map.of(
          "anthropic", List.of("claude-sonnet-4-5", "claude-opus-4-8", "claude-3-haiku-20240307"),
          "openai.chat", List.of("gpt-4.1", "gpt-5.1", "deepseek-v4-pro", "other"),
          "openai.responses", List.of("gpt-4.1", "gpt-5.1"),
          "bedrock",
              List.of(
                  "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
                  "amazon.nova-pro-v1:0",
                  "openai.gpt-oss-120b-1:0"),
          "gemini", List.of("gemini-3-pro-preview", "gemini-2.5-flash", "gemini-2.0-flash"));

  private static final List<String> CHAT_DIALECTS =
      List.of("Standard", "DeepSeek", "VLLM", "OpenRouter", "GenericStrict");

  private RequestLaws() {}

  static void assertHold(Input input) {
    ClientProtocol client = Protocols.of(input.protocol());
    WireRequest request = asked(client, input.bytes());
    ChatRequest decoded;
    try {
      decoded = client.inbound().decodeRequest(request);
    } catch (GatewayException refusal) {
      assertTold(client, refusal.error());
      assertPasses(client, request);
      return;
    }
    assertThat(TokenEstimate.inputTokens(decoded)).isNotNegative();
    ChatRequest opened = OPENER.opened(decoded).request();
    Random choices = input.choices();
    for (UpstreamProtocol upstream : Protocols.ofUpstreams()) {
      assertReaches(client, opened, upstream, target(upstream.id(), choices));
    }
    assertPasses(client, request);
  }

  static WireRequest asked(ClientProtocol client, byte[] body) {
    String path = client.endpoints().getFirst().at("public");
    return new WireRequest(path, WireHeaders.NONE, body, false);
  }

  private static Target target(ProtocolId upstream, Random choices) {
    String model = one(MODELS.getOrDefault(upstream.value(), List.of("model")), choices);
    if (!upstream.equals(ProtocolId.OPENAI_CHAT)) {
      return new Target(model, FAMILIES.of(upstream, model));
    }
    var dialect = FAMILIES.dialect(upstream, one(CHAT_DIALECTS, choices), null);
    return new Target(model, FAMILIES.of(upstream, dialect, model), dialect);
  }

  private static <T> T one(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static void assertReaches(
      ClientProtocol client, ChatRequest request, UpstreamProtocol upstream, Target target) {
    String what = "what " + upstream.id() + " gets for " + target.model();
    try {
      Encoded encoded = upstream.outbound().encodeRequest(request, target);
      byte[] body = encoded.request().body();
      Spelling.object(body, what);
      for (ClientProtocol reader : Protocols.all()) {
        if (reader.id().equals(upstream.id())) {
          assertRead(reader, body, what);
        }
      }
    } catch (GatewayException refusal) {
      assertTold(client, refusal.error());
    }
  }

  /** What goes out is read by who speaks the protocol. */
  private static void assertRead(ClientProtocol reader, byte[] body, String what) {
    try {
      reader.inbound().decodeRequest(asked(reader, body));
    } catch (GatewayException refusal) {
      if (refusal.error().message().contains(TOO_DEEP)) {
        return;
      }
      throw new AssertionError(what + " is refused: " + refusal.getMessage(), refusal);
    }
  }

  /** The path of a body that is not decoded. */
  private static void assertPasses(ClientProtocol client, WireRequest request) {
    try {
      Scanned scanned = client.passThrough().scan(request);
      client.passThrough().outputAsked(scanned);
      byte[] passed = client.passThrough().request(scanned, "upstreams-model");
      OutputBound bound = new OutputBound(2_000, FAMILIES.of(client.id(), "model"));
      Scanned bounded = client.passThrough().bounded(scanned, bound).request();
      byte[] lowered = client.passThrough().request(bounded, "m");
      if (Spelling.isUtf8(request.body())) {
        Spelling.object(passed, "what passes");
        Spelling.object(lowered, "what passes within a bound");
      }
    } catch (GatewayException refusal) {
      assertTold(client, refusal.error());
    }
  }

  /** A refusal has a text, and a body in the client's protocol. */
  private static void assertTold(ClientProtocol client, GatewayError error) {
    assertThat(error.message()).isNotBlank();
    byte[] body = client.inbound().encodeError(error, REQUEST_ID).body();
    assertThat(Spelling.object(body, "the refusal").get("error"))
        .as("error of the refusal")
        .isNotNull();
  }
}
