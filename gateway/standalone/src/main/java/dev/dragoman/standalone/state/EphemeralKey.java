package dev.dragoman.standalone.state;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.RouteEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A key for the process's own question: kept nowhere, gone with the process. It is of the namespace
 * of the route that serves the model, to which every route consents.
 */
public final class EphemeralKey {
  private static final String NAME = "/dragoman-ask";
  private static final String ANY_NAMESPACE = "dragoman";

  private EphemeralKey() {}

  /** The configuration with a key of text {@code key} that may ask {@code model}. */
  public static GatewayConfig in(GatewayConfig config, String model, KeyText key) {
    List<KeyEntry> keys = new ArrayList<>(config.keys());
    keys.add(
        KeyEntry.of(
            namespaceOf(config, model) + NAME,
            key.keyId(),
            KeyText.digestOf(key.text()),
            List.of("*"),
            List.of("*")));
    return config.withKeys(keys);
  }

  private static String namespaceOf(GatewayConfig config, String model) {
    return config.routes().stream()
        .flatMap(route -> route.models().stream().map(name -> Map.entry(route, name)))
        .map(entry -> Map.entry(entry.getKey(), ModelPattern.of(entry.getValue())))
        .filter(entry -> entry.getValue().matches(model))
        .min(Comparator.comparing(Map.Entry<RouteEntry, ModelPattern>::getValue))
        .map(entry -> entry.getKey().name())
        .filter(name -> name.contains("/"))
        .map(name -> name.substring(0, name.indexOf('/')))
        .orElse(ANY_NAMESPACE);
  }
}
