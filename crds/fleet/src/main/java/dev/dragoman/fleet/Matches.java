package dev.dragoman.fleet;

import dev.dragoman.contract.ApiName;
import dev.dragoman.contract.MatchEntry;
import dev.dragoman.contract.MatchEntry.HeaderMatch;
import dev.dragoman.resources.route.HeaderCondition;
import dev.dragoman.resources.route.Match;
import dev.dragoman.resources.values.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The conditions of routes. */
final class Matches {
  private Matches() {}

  static @Nullable MatchEntry of(@Nullable Match match, Origin route) {
    if (match == null || (match.headers().isEmpty() && match.apis().isEmpty())) {
      return null;
    }
    List<ApiName> apis = new ArrayList<>();
    for (@Nullable Api api : match.apis()) {
      if (api == null) {
        throw new IllegalArgumentException("an interface that this version does not know");
      }
      apis.add(ApiName.valueOf(api.name()));
    }
    return new MatchEntry(
        match.headers().stream().map(Matches::header).toList(), apis, route.createdAt());
  }

  private static HeaderMatch header(HeaderCondition condition) {
    HeaderMatch.Type type =
        condition.type() == null
            ? HeaderMatch.Type.Exact
            : HeaderMatch.Type.valueOf(condition.type().name());
    return new HeaderMatch(condition.name(), type, condition.value());
  }

  /** Equal for equal conditions, in whatever order they are written. */
  static String key(@Nullable MatchEntry match) {
    if (match == null) {
      return "";
    }
    TreeSet<String> conditions = new TreeSet<>();
    match.headers().forEach(header -> conditions.add(header.toString()));
    match.apis().forEach(api -> conditions.add(api.name()));
    return conditions.toString();
  }
}
