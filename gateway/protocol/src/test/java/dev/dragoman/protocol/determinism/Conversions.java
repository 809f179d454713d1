package dev.dragoman.protocol.determinism;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Converts random requests to every protocol; as a program, it prints a line for each. */
final class Conversions {
  private static final List<ProtocolId> CLIENTS =
      List.of(ProtocolId.ANTHROPIC, ProtocolId.OPENAI_CHAT);

  /** A model of each protocol that thinks and takes much. */
  private static final Map<String, String> MODELS =
      Map.of(
          "anthropic", "claude-sonnet-4-5",
          "openai.chat", "gpt-5.1",
          "openai.responses", "gpt-5.1",
          "bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0",
          "gemini", "gemini-3-pro-preview");

  private Conversions() {}

  public static void main(String[] count) {
    lines(Integer.parseInt(count[0])).forEach(System.out::println);
  }

  /** For each request and target: who asked, who is asked, digest of the bytes or the refusal. */
  static List<String> lines(int count) {
    Families families = Families.load();
    List<String> lines = new ArrayList<>();
    for (int seed = 0; seed < count; seed++) {
      ProtocolId client = CLIENTS.get(seed % CLIENTS.size());
      byte[] body = new RandomRequests(seed).body(client);
      for (UpstreamProtocol upstream : Protocols.ofUpstreams()) {
        String model = MODELS.getOrDefault(upstream.id().value(), "model");
        Target target = new Target(model, families.of(upstream.id(), model));
        lines.add(
            seed
                + " "
                + client
                + " -> "
                + upstream.id()
                + " "
                + converted(client, body, upstream, target));
      }
    }
    return lines;
  }

  private static String converted(
      ProtocolId client, byte[] body, UpstreamProtocol upstream, Target target) {
    ClientProtocol inbound = Protocols.of(client);
    try {
      WireRequest request =
          new WireRequest(
              inbound.endpoints().getFirst().at("public"), WireHeaders.NONE, body, false);
      Encoded encoded =
          upstream.outbound().encodeRequest(inbound.inbound().decodeRequest(request), target);
      return digest(encoded.request().body()) + " " + encoded.dropped();
    } catch (GatewayException refused) {
      return refused.error().message();
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
