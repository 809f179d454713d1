package dev.dragoman.gateway.config;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.RoutePolicy;
import dev.dragoman.contract.RoutePolicy.Balancing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an entry can say and this build does not act on. An entry that says it is not served: one
 * that is accepted and ignored would be a defect that nobody sees (design.md 10).
 */
enum NotHonoured {
  MATCH("match (conditions besides the model's name)"),
  BALANCING("balancing other than Weighted"),
  RETRY("retry (asking the same backend again)"),
  CACHE("cache"),
  HEADERS("headers"),
  MIRROR("mirror"),
  BACKEND_HEADERS("headers of a backend"),
  BACKEND_SET("set (fields added to the body)"),
  CLIENT_CIDRS("clientCidrs");

  private final String text;

  NotHonoured(String text) {
    this.text = text;
  }

  /** What the problem with an entry says after its name; for a list that is not empty. */
  static String reason(List<NotHonoured> found) {
    return found.stream()
        .map(field -> field.text)
        .collect(Collectors.joining(", ", "is left out: this build does not honour ", ""));
  }

  static List<NotHonoured> in(RouteEntry route) {
    RoutePolicy policy = route.policy();
    List<NotHonoured> found = new ArrayList<>(0);
    add(found, MATCH, route.match() != null);
    add(found, BALANCING, isUnbuilt(policy));
    add(found, RETRY, policy.retry() != null && policy.retry().perBackend() > 0);
    add(found, CACHE, policy.cache() != null);
    add(found, HEADERS, policy.headers() != null);
    add(found, MIRROR, policy.mirror() != null);
    return found;
  }

  private static boolean isUnbuilt(RoutePolicy policy) {
    Balancing balancing = policy.balancing();
    return balancing != null && balancing.policy() != Balancing.Policy.Weighted;
  }

  static List<NotHonoured> in(BackendEntry backend) {
    List<NotHonoured> found = new ArrayList<>(0);
    add(found, BACKEND_HEADERS, backend.headers() != null);
    add(found, BACKEND_SET, !backend.set().isEmpty());
    return found;
  }

  static List<NotHonoured> in(KeyEntry key) {
    List<NotHonoured> found = new ArrayList<>(0);
    add(found, CLIENT_CIDRS, !key.clientCidrs().isEmpty());
    return found;
  }

  private static void add(List<NotHonoured> found, NotHonoured field, boolean said) {
    if (said) {
      found.add(field);
    }
  }
}
