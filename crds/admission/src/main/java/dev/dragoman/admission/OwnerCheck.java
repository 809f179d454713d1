package dev.dragoman.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The owners of an object. An API server does not say which of them it means. */
final class OwnerCheck {
  private final FieldPath path;
  private final List<Violation> found = new ArrayList<>();

  private OwnerCheck(FieldPath path) {
    this.path = path;
  }

  static List<Violation> of(FieldPath path, List<@Nullable Object> owners) {
    OwnerCheck check = new OwnerCheck(path);
    owners.forEach(owner -> check.owner(Trees.mapOf(owner)));
    check.controllers(owners);
    return check.found;
  }

  private void owner(Map<String, @Nullable Object> owner) {
    String apiVersion = text(owner, "apiVersion");
    if (hasNoVersion(apiVersion)) {
      refuse("apiVersion", apiVersion, "version must not be empty");
    }
    for (String field : List.of("kind", "name", "uid")) {
      if (text(owner, field).isEmpty()) {
        refuse(field, "", "must not be empty");
      }
    }
    if (apiVersion.equals("v1") && text(owner, "kind").equals("Event")) {
      refuse(json(owner), "/v1, Kind=Event is disallowed from being an owner");
    }
  }

  /** Of three parts, or with nothing behind the group. */
  private static boolean hasNoVersion(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return apiVersion.endsWith("/") || apiVersion.isEmpty() || slash != apiVersion.lastIndexOf('/');
  }

  private void controllers(List<@Nullable Object> owners) {
    List<String> controllers =
        owners.stream()
            .map(Trees::mapOf)
            .filter(owner -> Boolean.TRUE.equals(owner.get("controller")))
            .map(owner -> text(owner, "kind") + "/" + text(owner, "name"))
            .toList();
    String all =
        owners.stream()
            .map(owner -> json(Trees.mapOf(owner)))
            .collect(Collectors.joining(",", "[", "]"));
    controllers.stream()
        .skip(1)
        .forEach(other ->
            refuse(
                all,
                "Only one reference can have Controller set to true. Found \"true\" in"
                    + " references for %s and %s".formatted(controllers.getFirst(), other)));
  }

  private void refuse(String field, String value, String rule) {
    found.add(Violation.of(path.child(field), Cause.INVALID, value, rule));
  }

  private void refuse(String json, String rule) {
    found.add(Violation.bare(path, Cause.INVALID, json + ": " + rule));
  }

  /** In the order of an API server's own fields, of which the first four are always there. */
  private static String json(Map<String, @Nullable Object> owner) {
    Stream<String> texts =
        Stream.of("apiVersion", "kind", "name", "uid").map(name -> member(name, text(owner, name)));
    Stream<String> flags =
        Stream.of("controller", "blockOwnerDeletion")
            .filter(owner::containsKey)
            .map(name -> member(name, owner.get(name)));
    return Stream.concat(texts, flags).collect(Collectors.joining(",", "{", "}"));
  }

  private static String member(String name, @Nullable Object value) {
    return GoText.quote(name) + ":" + GoText.json(value);
  }

  private static String text(Map<String, @Nullable Object> owner, String field) {
    return owner.get(field) instanceof String text ? text : "";
  }
}
