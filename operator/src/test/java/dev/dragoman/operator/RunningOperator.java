package dev.dragoman.operator;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.operator.informers.TolerantClient;
import dev.dragoman.operator.usage.UsageBook;
import dev.dragoman.resources.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The controllers in this process, on a real API server, in a namespace of their own. */
final class RunningOperator implements AutoCloseable {
  final KubernetesClient client;
  final String namespace;
  final FakeDeliveries deliveries = new FakeDeliveries();
  private final Clock clock;
  private final Deliverer deliverer;
  private Controllers controllers;

  /** Makes what delivers. */
  @FunctionalInterface
  interface Deliverer {
    Controllers.Delivering of(RunningOperator operator, Controllers.Given given);
  }

  private RunningOperator(ApiServer server, Clock clock, Deliverer deliverer) {
    this.clock = clock;
    this.deliverer = deliverer;
    for (Class<? extends CustomResource<?, ?>> kind : Kinds.ALL) {
      server.install(TestNamespace.definition(kind));
    }
    this.namespace = server.newNamespace();
    this.client =
        TolerantClient.of(
            server.client().getConfiguration(), new ApiRequestMetrics(new SimpleMeterRegistry()));
    this.controllers = started();
  }

  static RunningOperator on(ApiServer server, Clock clock) {
    return on(
        server,
        clock,
        (operator, _) ->
            new Controllers.Delivering(
                operator.deliveries, (_, _) -> {}, (_, _) -> {}, new UsageBook()));
  }

  static RunningOperator on(ApiServer server, Clock clock, Deliverer deliverer) {
    return new RunningOperator(server, clock, deliverer);
  }

  private Controllers started() {
    OperatorSettings settings =
        new OperatorSettings(
            namespace,
            "operator-0",
            Set.of(namespace),
            new OperatorSettings.Images("example.com/gateway:1", "IfNotPresent", List.of()),
            "info",
            "dragoman-operator",
            new OperatorSettings.Ports(8443, 9090),
            null);
    Controllers made =
        new Controllers(
            new Controllers.Tools(
                client, settings, clock, new SecureRandom(), () -> "certificates", () -> {}),
            given -> deliverer.of(this, given),
            _ -> {});
    made.start();
    return made;
  }

  /** Another operator takes over. */
  void restart() {
    controllers.close();
    controllers = started();
  }

  void apply(String yaml) {
    objects().apply(yaml);
  }

  <T extends HasMetadata> T await(Class<T> kind, String name, Predicate<T> wanted) {
    return objects().await(kind, name, wanted);
  }

  <T extends HasMetadata> @Nullable T find(Class<T> kind, String name) {
    return objects().find(kind, name);
  }

  private TestNamespace objects() {
    return new TestNamespace(client, namespace);
  }

  @Override
  public void close() {
    controllers.close();
    objects().clear();
    client.close();
  }
}
