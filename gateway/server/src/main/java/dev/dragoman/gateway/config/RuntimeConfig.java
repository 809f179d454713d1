package dev.dragoman.gateway.config;

import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.auth.KnownKeys;
import dev.dragoman.gateway.upstream.MediaFetcher;
import dev.dragoman.protocol.envelope.KeyRing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The immutable snapshot that a request keeps from its start to its end. */
public final class RuntimeConfig implements KnownKeys {
  private final long generation;
  private final Instant compiledAt;
  private final PolicyEntry policy;
  private final @Nullable Duration responsesKept;
  private final @Nullable MediaFetcher media;
  private final Map<String, KnownKey> keys;
  private final ModelIndex routes;
  private final List<String> problems;
  private final KeyRing envelopeKeys;
  private final Map<String, RuntimeQuota> quotas;

  /**
   * A snapshot.
   *
   * @param keys by public id; not to be changed any more
   * @param quotas by uid; not to be changed any more
   */
  RuntimeConfig(
      long generation,
      Instant compiledAt,
      PolicyEntry policy,
      @Nullable Duration responsesKept,
      @Nullable MediaFetcher media,
      Map<String, KnownKey> keys,
      ModelIndex routes,
      List<String> problems,
      KeyRing envelopeKeys,
      Map<String, RuntimeQuota> quotas) {
    this.generation = generation;
    this.compiledAt = compiledAt;
    this.policy = policy;
    this.responsesKept = responsesKept;
    this.media = media;
    this.keys = keys;
    this.routes = routes;
    this.problems = List.copyOf(problems);
    this.envelopeKeys = envelopeKeys;
    this.quotas = quotas;
  }

  public long generation() {
    return generation;
  }

  public Instant compiledAt() {
    return compiledAt;
  }

  /** What this build cannot serve and left out, each naming its entry. */
  public List<String> problems() {
    return problems;
  }

  public PolicyEntry policy() {
    return policy;
  }

  /** The keys that seal reasoning state and open it again. */
  public KeyRing envelopeKeys() {
    return envelopeKeys;
  }

  /** The quota of a uid, null when there is none in force. */
  public @Nullable RuntimeQuota quota(String uid) {
    return quotas.get(uid);
  }

  /** How long an answer is kept, null when none is stored. */
  public @Nullable Duration responsesKept() {
    return responsesKept;
  }

  /** Fetches media for targets that take no addresses, null when nothing does. */
  public @Nullable MediaFetcher media() {
    return media;
  }

  @Override
  public boolean keyRequired() {
    return policy.requireApiKey();
  }

  @Override
  public @Nullable KnownKey key(String keyId) {
    return keys.get(keyId);
  }

  /** The route of the public model name by the strongest pattern that fits, null without one. */
  public @Nullable RuntimeRoute route(String model) {
    return routes.find(model);
  }

  /** Public names that {@code caller} may call and that are listed, in order; no patterns. */
  public List<String> listedModels(Caller caller) {
    List<String> names = new ArrayList<>();
    routes
        .exact()
        .forEach((model, route) -> {
          if (route.isShown() && caller.mayCall(route.name(), route.callers(), model)) {
            names.add(model);
          }
        });
    return names;
  }

  /** Whether {@code caller} may be told that {@code model} is served, by its name or a pattern. */
  public boolean shows(Caller caller, String model) {
    RuntimeRoute route = routes.find(model);
    return route != null && route.isShown() && caller.mayCall(route.name(), route.callers(), model);
  }
}
