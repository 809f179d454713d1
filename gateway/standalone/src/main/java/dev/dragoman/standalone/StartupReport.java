package dev.dragoman.standalone;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.RouteEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a start serves, as lines of a small table. Of keys it shows the public id alone. */
final class StartupReport {
  private static final int INDENT = 12;
  private static final int SHOWN_ROUTES = 12;

  private StartupReport() {}

  static List<String> lines(StartedGateway gateway, String version) {
    List<String> lines = new ArrayList<>();
    lines.add("Dragoman " + version + " serves");
    row(lines, "clients", gateway.clients().toString());
    row(lines, "management", gateway.management().toString());
    GatewayConfig config = gateway.config();
    rows(lines, "routes", routes(config.routes()));
    rows(lines, "keys", keys(config));
    return lines;
  }

  private static void rows(List<String> lines, String title, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      row(lines, i == 0 ? title : "", texts.get(i));
    }
  }

  private static void row(List<String> lines, String title, String text) {
    lines.add("  " + title + " ".repeat(INDENT - title.length()) + text);
  }

  /** One line a route; where there are many, one line a provider. */
  private static List<String> routes(List<RouteEntry> routes) {
    if (routes.isEmpty()) {
      return List.of("none");
    }
    if (routes.size() > SHOWN_ROUTES) {
      return byProvider(routes);
    }
    List<String> names = routes.stream().map(route -> String.join(", ", route.models())).toList();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < routes.size(); i++) {
      String name = names.get(i);
      lines.add(name + " ".repeat(width - name.length()) + "  → " + target(routes.get(i)));
    }
    return lines;
  }

  private static String target(RouteEntry route) {
    if (route.state() == RouteEntry.State.Disabled) {
      return "nowhere: it is switched off";
    }
    BackendEntry backend = route.backends().getFirst();
    String more =
        route.backends().size() == 1 ? "" : " and " + (route.backends().size() - 1) + " more";
    String model = backend.model();
    boolean same = model == null || List.of(model).equals(route.models());
    return (same ? backend.provider() : backend.provider() + " (" + model + ")") + more;
  }

  private static List<String> byProvider(List<RouteEntry> routes) {
    Map<String, List<String>> models = new LinkedHashMap<>();
    for (RouteEntry route : routes) {
      if (route.state() == RouteEntry.State.Disabled) {
        continue;
      }
      String provider = route.backends().getFirst().provider();
      models.computeIfAbsent(provider, name -> new ArrayList<>()).addAll(route.models());
    }
    return models.entrySet().stream()
        .map(entry ->
            entry.getKey()
                + ": "
                + entry.getValue().size()
                + " models, such as "
                + entry.getValue().getFirst()
                + "; all at /v1/models")
        .toList();
  }

  private static List<String> keys(GatewayConfig config) {
    if (!config.policy().requireApiKey()) {
      return List.of("not required: everyone who reaches the port is served");
    }
    if (config.keys().isEmpty()) {
      return List.of("none");
    }
    return config.keys().stream().map(StartupReport::key).toList();
  }

  private static String key(KeyEntry key) {
    return key.name() + " (id " + key.keyId() + ")";
  }
}
