package dev.dragoman.conformance.loop;

import dev.dragoman.conformance.gateway.Alarms;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Two gateways of one state directory, so of one set of envelope keys, before the same upstreams:
 * what one of them remembers the other does not, for each has a store in its own memory.
 */
public final class ThinkingStage implements AutoCloseable {
  /** What clients present. */
  public static final String CLIENT_KEY = "client-key-of-the-loop-6bQ0vX7pRk2s";

  private static final String GATEWAY =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmGateway
      metadata: {name: main}
      spec:
        upstreamCidrs: ["127.0.0.0/8"]
        store: {type: Memory}
      """;

  private final Map<ThinkingUpstream, ScriptedUpstream> upstreams =
      new EnumMap<>(ThinkingUpstream.class);
  private final List<GatewayProcess> gateways = new ArrayList<>();
  private final List<Alarms> alarms = new ArrayList<>();

  /** Starts all of it with files under {@code home}. */
  public ThinkingStage(Path home) throws InterruptedException {
    Manifests manifests =
        Manifests.in(home.resolve("manifests"))
            .file("gateway.yaml", GATEWAY)
            .secret("tester", CLIENT_KEY)
            .key("tester");
    for (ThinkingUpstream kind : ThinkingUpstream.values()) {
      ScriptedUpstream upstream = ScriptedUpstream.start();
      upstreams.put(kind, upstream);
      kind.describe(manifests, upstream.url());
    }
    for (int i = 0; i < 2; i++) {
      GatewayProcess gateway =
          GatewayCommand.run(home).with(manifests.directory().toString()).start();
      gateways.add(gateway);
      alarms.add(new Alarms(gateway));
    }
  }

  /** Address of a gateway, by the number of the turn: they take turns. */
  public URI gateway(int turn) {
    return gateways.get(turn % gateways.size()).clients();
  }

  public ScriptedUpstream upstream(ThinkingUpstream kind) {
    return Objects.requireNonNull(upstreams.get(kind));
  }

  /** Empties the scripts between two tests. */
  public void reset() {
    upstreams.values().forEach(ScriptedUpstream::reset);
  }

  /** What gateways printed about faults of their own since the last call. */
  public List<String> newAlarms() {
    return alarms.stream().flatMap(alarm -> alarm.fresh().stream()).toList();
  }

  @Override
  public void close() {
    gateways.forEach(GatewayProcess::close);
    upstreams.values().forEach(ScriptedUpstream::close);
  }
}
