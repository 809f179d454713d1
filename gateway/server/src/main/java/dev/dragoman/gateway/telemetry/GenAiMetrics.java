package dev.dragoman.gateway.telemetry;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.model.ProtocolId;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The metrics that every client of a model has by the OpenTelemetry conventions for generative AI
 * (github.com/open-telemetry/semantic-conventions, {@code docs/gen-ai/gen-ai-metrics.md}), with the
 * buckets and the well-known values that they ask for. A model here is the upstream's.
 */
final class GenAiMetrics {
  private static final String OPERATION = "gen_ai.operation.name";
  private static final String PROVIDER = "gen_ai.provider.name";
  private static final String MODEL = "gen_ai.request.model";
  private static final String TOKEN_TYPE = "gen_ai.token.type";
  private static final String ERROR = "error.type";

  /** As the conventions have them, and longer answers, which are usual. */
  private static final Duration[] DURATIONS =
      durations(
          10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240, 20_480, 40_960, 81_920,
          163_840, 327_680);

  private static final Duration[] FIRST_CHUNKS =
      durations(
          1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000, 30_000,
          60_000);

  private static final double[] TOKENS =
      DoubleStream.iterate(1, tokens -> tokens <= 4_194_304, tokens -> tokens * 4).toArray();

  private GenAiMetrics() {}

  private static Duration[] durations(long... millis) {
    return LongStream.of(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  /** Of which kind a call is and of whose service, in words of the conventions. */
  record Flavour(String operation, String provider) {
    static Flavour of(PlannedTarget target, Operation operation) {
      ProtocolId upstream = target.backend().protocol().id();
      String named = target.target().dialect().genAiProvider();
      return new Flavour(
          operation(upstream, operation), named == null ? provider(upstream) : named);
    }

    private static String operation(ProtocolId upstream, Operation operation) {
      return switch (operation) {
        case EMBED -> "embeddings";
        case FORWARD -> "forward";
        case GENERATE, COUNT_TOKENS ->
            upstream.equals(ProtocolId.GEMINI) ? "generate_content" : "chat";
      };
    }

    /** Who speaks a protocol as it is, is taken for its owner. */
    private static String provider(ProtocolId upstream) {
      if (upstream.equals(ProtocolId.BEDROCK)) {
        return "aws.bedrock";
      }
      if (upstream.equals(ProtocolId.GEMINI)) {
        return "gcp.gemini";
      }
      return upstream.equals(ProtocolId.ANTHROPIC) ? "anthropic" : "openai";
    }
  }

  /** What one series of exchanges is recorded in. */
  record Meters(
      Timer duration,
      Timer firstChunk,
      DistributionSummary inputTokens,
      DistributionSummary outputTokens) {}

  /**
   * The meters of calls that end alike.
   *
   * @param error kind of the error, empty for success
   */
  static Meters of(MeterRegistry registry, Flavour flavour, String model, String error) {
    Tags tags = Tags.of(OPERATION, flavour.operation, PROVIDER, flavour.provider, MODEL, model);
    return new Meters(
        Timer.builder("gen_ai.client.operation.duration")
            .description("Time from the request to the end of the model's answer")
            .tags(tags.and(ERROR, error))
            .serviceLevelObjectives(DURATIONS)
            .register(registry),
        Timer.builder("gen_ai.client.operation.time_to_first_chunk")
            .description("Time from the request to the first bytes of a streamed answer")
            .tags(tags)
            .serviceLevelObjectives(FIRST_CHUNKS)
            .register(registry),
        tokens(registry, tags.and(TOKEN_TYPE, "input")),
        tokens(registry, tags.and(TOKEN_TYPE, "output")));
  }

  /** Without a unit in its name: exporters of OpenTelemetry leave {@code {token}} out of it. */
  private static DistributionSummary tokens(MeterRegistry registry, Tags tags) {
    return DistributionSummary.builder("gen_ai.client.token.usage")
        .description("Tokens of a request as the upstream reported them, cached ones included")
        .tags(tags)
        .serviceLevelObjectives(TOKENS)
        .register(registry);
  }
}
