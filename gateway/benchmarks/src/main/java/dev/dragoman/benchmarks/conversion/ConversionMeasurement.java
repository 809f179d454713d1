package dev.dragoman.benchmarks.conversion;

import dev.dragoman.benchmarks.Sample;
import dev.dragoman.benchmarks.Times;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Times each sample from each client to each upstream. */
final class ConversionMeasurement {
  /** What is converted in a round, so that a round of small requests takes milliseconds too. */
  private static final int BYTES_OF_A_ROUND = 2_000_000;

  /** A model of each protocol that takes tools and thinks. */
  private static final Map<String, String> MODELS =
      Map.of(
          "anthropic", "claude-sonnet-4-5",
          "openai.chat", "gpt-5.1",
          "bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0",
          "gemini", "gemini-3-pro-preview");

  private final Families families = Families.load();
  private final int warmUp;
  private final int rounds;

  /** What was made last, so that no work is done for nothing. */
  private int made;

  ConversionMeasurement(int warmUp, int rounds) {
    this.warmUp = warmUp;
    this.rounds = rounds;
  }

  List<ConversionFigure> run() {
    List<ConversionFigure> figures = new ArrayList<>();
    for (Sample sample : List.of(Sample.SMALL, Sample.WITH_TOOLS, Sample.LARGE)) {
      for (ProtocolId client : List.of(ProtocolId.ANTHROPIC, ProtocolId.OPENAI_CHAT)) {
        ClientProtocol inbound = Protocols.of(client);
        WireRequest request = request(inbound, body(sample, client));
        figures.add(figure(sample, client + " passed", request, () -> passed(inbound, request)));
        for (UpstreamProtocol upstream : Protocols.ofUpstreams()) {
          String model = MODELS.getOrDefault(upstream.id().value(), "model");
          Target target = new Target(model, families.of(upstream.id(), model));
          figures.add(
              figure(
                  sample,
                  client + " to " + upstream.id(),
                  request,
                  () -> converted(inbound, request, upstream, target)));
        }
      }
    }
    return figures;
  }

  private static byte[] body(Sample sample, ProtocolId client) {
    return client.equals(ProtocolId.ANTHROPIC)
        ? sample.anthropic("sample")
        : sample.openAiChat("sample");
  }

  private static WireRequest request(ClientProtocol client, byte[] body) {
    String path =
        client.endpoints().stream()
            .filter(endpoint -> endpoint.operation() == Operation.GENERATE)
            .findFirst()
            .orElseThrow()
            .at("sample");
    return new WireRequest(path, WireHeaders.NONE, body, false);
  }

  private ConversionFigure figure(
      Sample sample, String pair, WireRequest request, Runnable conversion) {
    int count = Math.max(1, BYTES_OF_A_ROUND / request.body().length);
    Times times =
        Times.of(
            warmUp,
            rounds,
            _ -> {
              for (int i = 0; i < count; i++) {
                conversion.run();
              }
            });
    if (made == 0) {
      throw new IllegalStateException(pair + " made nothing of " + sample.name());
    }
    return new ConversionFigure(sample, pair, request.body().length, count, times);
  }

  private void passed(ClientProtocol client, WireRequest request) {
    PassThroughCodec codec = client.passThrough();
    made = codec.request(codec.scan(request), "another").length;
  }

  private void converted(
      ClientProtocol client, WireRequest request, UpstreamProtocol upstream, Target target) {
    made =
        upstream
            .outbound()
            .encodeRequest(client.inbound().decodeRequest(request), target)
            .request()
            .body()
            .length;
  }
}
