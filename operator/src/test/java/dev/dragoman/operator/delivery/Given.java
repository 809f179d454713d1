package dev.dragoman.operator.delivery;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.Acknowledgement.Outcome;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.Shards;
import dev.dragoman.contract.samples.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Values of tests. */
final class Given {
  static final UUID EPOCH = new UUID(1, 1);
  static final GatewayRef GATEWAY = new GatewayRef("team", "main", "uid-main");

  private Given() {}

  /** The n-th of different configurations, which differ in one shard. */
  static GatewayConfig config(int n) {
    GatewayConfig sample = ContractJson.read(Samples.json("failover"), GatewayConfig.class);
    return sample.withGateway(sample.gateway().withUpstreamCidrs(List.of("10." + n + ".0.0/16")));
  }

  private static final Instant SEEN = Instant.parse("2026-03-01T09:59:59Z");

  static Rendering rendering(int n) {
    return rendering(n, Map.of("team/secret/key", "s3cret"), Denials.NONE);
  }

  static Rendering rendering(int n, Map<String, String> credentials, Denials denials) {
    return new Rendering(
        config(n),
        new Credentials(0, credentials),
        denials,
        Map.of("uid-route", (long) n),
        null,
        SEEN);
  }

  static Rendering held(int n, long generation) {
    Rendering free = rendering(n);
    return new Rendering(
        free.config(), free.credentials(), free.denials(), free.versions(), generation, SEEN);
  }

  static Denials denying(String keyId) {
    return new Denials(0, List.of(keyId), List.of(), List.of());
  }

  static Release release(long generation) {
    return release(EPOCH, generation);
  }

  static Release release(UUID epoch, long generation) {
    Shards shards = Shards.of(config((int) generation % 200));
    return Release.of(
        new BundleHead(1, epoch, generation, shards.list().digest(), List.of(), 1, 0, 1), shards);
  }

  static Acknowledgement applied(BundleHead head, String pod) {
    return ack(head, pod, Outcome.Applied, List.of());
  }

  static Acknowledgement rejected(BundleHead head, String pod) {
    return ack(head, pod, Outcome.Rejected, List.of("routes[0]: no backend"));
  }

  private static Acknowledgement ack(
      BundleHead head, String pod, Outcome outcome, List<String> problems) {
    return new Acknowledgement(
        1,
        pod,
        "name-of-" + pod,
        head.epoch(),
        head.generation(),
        head.digest(),
        head.credentialsRevision(),
        head.denialsRevision(),
        outcome,
        problems,
        3,
        null);
  }
}
