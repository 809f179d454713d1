package dev.dragoman.conformance;

import dev.dragoman.conformance.gateway.Alarms;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.GoogleKey;
import dev.dragoman.testkit.RefusingPort;
import dev.dragoman.testkit.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One gateway process with a scripted upstream of each kind behind it, shared by all test classes:
 * a JVM takes seconds to start. Routes:
 *
 * <ul>
 *   <li>{@link UpstreamKind#publicModel} of each kind, to its upstream
 *   <li>{@code impatient-…}: the same upstream, with 300 ms for the first event and 600 ms in all
 *   <li>{@code unreachable-…}: a port of loopback that refuses connections
 * </ul>
 */
final class Playground implements AutoCloseable {
  /** What clients present. Not of Dragoman's own form: a key that somebody brought. */
  static final String CLIENT_KEY = "client-key-6bQ0vX7pRk2s";

  private final Path home;
  private final Map<UpstreamKind, ScriptedUpstream> upstreams = new EnumMap<>(UpstreamKind.class);
  private final ScriptedUpstream google = GoogleKey.tokens(UpstreamKind.VERTEX.providerKey());
  private final RefusingPort nobody = RefusingPort.take();
  private final GatewayProcess gateway;
  private final Alarms alarms;

  private Playground(Path home) throws InterruptedException {
    this.home = home;
    Manifests manifests = Manifests.in(home.resolve("manifests"));
    manifests.secret("tester", CLIENT_KEY).key("tester");
    for (UpstreamKind kind : UpstreamKind.values()) {
      upstreams.put(kind, ScriptedUpstream.start().guardedBy(kind.guard()));
      URI baseUrl = kind.baseUrl(upstream(kind).url());
      URI nowhere = kind.baseUrl(nobody.url());
      kind.describe(manifests, kind.id(), baseUrl, google.url());
      kind.describe(manifests, "dead-" + kind.id(), nowhere, google.url());
      manifests
          .route(kind.publicModel(), kind.id(), kind.model())
          .route(
              "impatient-" + kind.id(),
              kind.id(),
              kind.model(),
              "{connect: 300ms, firstToken: 300ms, idle: 500ms, total: 600ms}")
          .route("unreachable-" + kind.id(), "dead-" + kind.id(), kind.model());
    }
    gateway = GatewayCommand.run(home).with(manifests.directory().toString()).start();
    alarms = new Alarms(gateway);
  }

  static Playground open() {
    try {
      return new Playground(Files.createTempDirectory("dragoman-conformance"));
    } catch (IOException e) {
      throw new IllegalStateException("no temporary directory", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the gateway started", e);
    }
  }

  GatewayProcess gateway() {
    return gateway;
  }

  ScriptedUpstream upstream(UpstreamKind kind) {
    return Objects.requireNonNull(upstreams.get(kind));
  }

  /** An HTTP client of the client port. */
  RawClient raw() {
    return new RawClient(gateway.clients(), CLIENT_KEY);
  }

  /** Empties the scripts between two tests. */
  void reset() {
    upstreams.values().forEach(ScriptedUpstream::reset);
  }

  /** Leaks of buffers and faults of the gateway's own that were printed since the last call. */
  List<String> newAlarms() {
    return alarms.fresh();
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    upstreams.values().forEach(ScriptedUpstream::close);
    google.close();
    nobody.close();
    try (Stream<Path> files = Files.walk(home)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
