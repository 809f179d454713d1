package dev.dragoman.operator;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.operator.informers.TolerantClient;
import dev.dragoman.resources.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The controllers in this process, on a real API server, in a namespace of their own. */
final class RunningOperator implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final KubernetesClient client;
  final String namespace;
  final FakeDeliveries deliveries = new FakeDeliveries();
  private final Clock clock;
  private Controllers controllers;

  private RunningOperator(ApiServer server, Clock clock) {
    this.clock = clock;
    for (Class<? extends CustomResource<?, ?>> kind : Kinds.ALL) {
      server.install(definition(kind));
    }
    this.namespace = server.newNamespace();
    this.client = TolerantClient.of(server.client().getConfiguration());
    this.controllers = started();
  }

  static RunningOperator on(ApiServer server, Clock clock) {
    return new RunningOperator(server, clock);
  }

  private static String definition(Class<? extends CustomResource<?, ?>> kind) {
    try (InputStream in = Kinds.class.getResourceAsStream(Kinds.resource(kind))) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
            new OperatorSettings.Ports(0, 0));
    Controllers made =
        new Controllers(
            new Controllers.Tools(
                client, settings, clock, new SecureRandom(), () -> "certificates", () -> {}),
            _ -> new Controllers.Delivering(deliveries, (_, _) -> {}),
            _ -> {});
    made.start();
    return made;
  }

  /** Another operator takes over. */
  void restart() {
    controllers.close();
    controllers = started();
  }

  /** Applies manifests, {@code $ns} standing for the namespace. */
  void apply(String yaml) {
    for (HasMetadata object : client.load(stream(yaml)).items()) {
      client.resource(object).fieldManager("test").forceConflicts().serverSideApply();
    }
  }

  private InputStream stream(String yaml) {
    return new ByteArrayInputStream(
        yaml.replace("$ns", namespace).getBytes(StandardCharsets.UTF_8));
  }

  /** The object as soon as it is as a test wants it; fails with the object when time is over. */
  <T extends HasMetadata> T await(Class<T> kind, String name, Predicate<T> wanted) {
    Instant deadline = Instant.now().plus(PATIENCE);
    T last = null;
    while (Instant.now().isBefore(deadline)) {
      last = find(kind, name);
      if (last != null && wanted.test(last)) {
        return last;
      }
    }
    throw new AssertionError(
        kind.getSimpleName()
            + " "
            + name
            + " did not become what it should: "
            + client.getKubernetesSerialization().asYaml(last == null ? Map.of() : last));
  }

  <T extends HasMetadata> @Nullable T find(Class<T> kind, String name) {
    return client.resources(kind).inNamespace(namespace).withName(name).get();
  }

  @Override
  public void close() {
    controllers.close();
    for (Class<? extends CustomResource<?, ?>> kind : Kinds.ALL) {
      client.resources(kind).inNamespace(namespace).delete();
    }
    client.close();
  }
}
