package dev.dragoman.gateway.config;

import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.auth.KnownKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The immutable snapshot that a request keeps from its start to its end. */
public final class RuntimeConfig implements KnownKeys {
  private final long generation;
  private final Instant compiledAt;
  private final PolicyEntry policy;
  private final Map<String, KnownKey> keys;
  private final Map<String, RuntimeRoute> routesByModel;
  private final List<String> problems;

  RuntimeConfig(
      long generation,
      Instant compiledAt,
      PolicyEntry policy,
      Map<String, KnownKey> keys,
      Map<String, RuntimeRoute> routesByModel,
      List<String> problems) {
    this.generation = generation;
    this.compiledAt = compiledAt;
    this.policy = policy;
    this.keys = Map.copyOf(keys);
    this.routesByModel = Collections.unmodifiableMap(new LinkedHashMap<>(routesByModel));
    this.problems = List.copyOf(problems);
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

  @Override
  public boolean keyRequired() {
    return policy.requireApiKey();
  }

  @Override
  public @Nullable KnownKey key(String keyId) {
    return keys.get(keyId);
  }

  /** The route of the public model name, null when there is none. */
  public @Nullable RuntimeRoute route(String model) {
    return routesByModel.get(model);
  }

  /** Public names that {@code caller} may call and that are listed, in order. */
  public List<String> listedModels(Caller caller) {
    List<String> names = new ArrayList<>();
    routesByModel.forEach((model, route) -> {
      if (route.listed() && caller.mayCall(route.name(), route.callers(), model)) {
        names.add(model);
      }
    });
    return names;
  }
}
