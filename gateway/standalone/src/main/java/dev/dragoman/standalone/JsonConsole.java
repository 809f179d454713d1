package dev.dragoman.standalone;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.standalone.directory.Findings;
import dev.dragoman.standalone.directory.Findings.Judged;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** For programs: one JSON object a line on standard output, told apart by {@code event}. */
record JsonConsole(Terminal terminal) implements Console {
  @Override
  public void notice(String line) {
    say("notice", Map.of("message", line));
  }

  @Override
  public void keys(SortedMap<String, KeyText> fresh) {
    fresh.forEach((name, key) -> {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", name);
      fields.put("key", key.text());
      say("key", fields);
    });
  }

  @Override
  public void findings(Findings before, Findings now) {
    added(before.problems(), now.problems(), Findings::subjectOf)
        .forEach(problem -> say("problem", JsonText.of(problem)));
    added(before.objects(), now.objects(), object -> object.object() + object.conditions())
        .forEach(object -> say("conditions", JsonText.of(object)));
    added(now.objects(), before.objects(), Judged::object)
        .forEach(gone -> say("removed", Map.of("object", gone.object())));
    added(now.problems(), before.problems(), Findings::subjectOf)
        .forEach(mended -> say("mended", JsonText.of(mended)));
    added(before.remarks(), now.remarks(), remark -> remark).forEach(this::notice);
  }

  /** Those of {@code now} that are not there {@code before}, by what they are about. */
  private static <T> List<T> added(
      Collection<T> before, Collection<T> now, Function<T, String> subject) {
    Set<String> known = before.stream().map(subject).collect(Collectors.toSet());
    return now.stream().filter(one -> !known.contains(subject.apply(one))).toList();
  }

  @Override
  public void serving(StartedGateway gateway) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", Version.text());
    fields.put("clients", gateway.clients().toString());
    fields.put("management", gateway.management().toString());
    fields.putAll(described(gateway.config()));
    say("serving", fields);
  }

  @Override
  public void applied(GatewayConfig config) {
    say("applied", described(config));
  }

  private static Map<String, Object> described(GatewayConfig config) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("generation", config.generation());
    fields.put("routes", config.routes().stream().map(RouteEntry::name).toList());
    fields.put("providers", config.providers().stream().map(provider -> provider.name()).toList());
    fields.put("keys", config.keys().stream().map(key -> key.name()).toList());
    return fields;
  }

  private void say(String event, Map<String, ?> fields) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", event);
    line.putAll(fields);
    terminal.out().println(JsonText.of(line));
  }
}
