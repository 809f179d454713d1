package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.wire.WireHeaders;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers pass when both sides speak the same protocol (protocols.md 6). Across protocols
 * none does: the codec writes those it needs. Of a request that was converted within its protocol
 * the rates pass.
 */
final class HeaderPolicy {
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> NEVER_TO_UPSTREAM =
      Set.of(
          "authorization",
          "x-api-key",
          "api-key",
          "x-goog-api-key",
          // Whose project pays, by the gateway's own credential.
          "x-goog-user-project",
          // What of the answer is told: its usage has to be.
          "x-goog-fieldmask",
          "x-http-method-override",
          "cookie",
          "host",
          "content-length",
          "content-encoding",
          "accept-encoding",
          "expect",
          "forwarded",
          "x-real-ip",
          "via",
          "traceparent",
          "tracestate");

  private static final Set<String> NEVER_TO_CLIENT =
      Set.of(
          "set-cookie",
          "server",
          "content-length",
          "content-encoding",
          "content-type",
          "strict-transport-security",
          "anthropic-organization-id",
          "openai-organization",
          "openai-project",
          "alt-svc",
          "via",
          "date",
          "cache-control",
          "www-authenticate",
          "request-id",
          "x-request-id");

  private HeaderPolicy() {}

  /** What of a client's headers the upstream gets. */
  static WireHeaders toSameProtocol(WireHeaders client) {
    return filtered(
        client,
        name ->
            NEVER_TO_UPSTREAM.contains(name)
                || name.startsWith("x-forwarded-")
                || name.startsWith("x-dragoman-")
                || name.startsWith("proxy-"));
  }

  /**
   * What of an upstream's headers the client gets; its request id under a name of the gateway's.
   */
  static WireHeaders fromSameProtocol(WireHeaders upstream) {
    WireHeaders passed =
        filtered(
            upstream,
            name ->
                NEVER_TO_CLIENT.contains(name)
                    || name.startsWith("access-control-")
                    || name.startsWith("x-amz")
                    || name.startsWith("x-dragoman-"));
    String id = upstream.first("request-id");
    id = id == null ? upstream.first("x-request-id") : id;
    return id == null ? passed : passed.with("x-dragoman-upstream-request-id", printable(id));
  }

  /** The rates among an upstream's headers, whole families. */
  static WireHeaders rateLimits(WireHeaders upstream) {
    return filtered(
        upstream,
        name -> !name.startsWith("anthropic-ratelimit-") && !name.startsWith("x-ratelimit-"));
  }

  private interface Refusal {
    boolean refuses(String name);
  }

  private static WireHeaders filtered(WireHeaders headers, Refusal refusal) {
    Set<String> named = namedByConnection(headers);
    Map<String, List<String>> passed = new LinkedHashMap<>();
    headers
        .fields()
        .forEach((name, values) -> {
          boolean stays =
              HOP_BY_HOP.contains(name) || named.contains(name) || refusal.refuses(name);
          if (!stays) {
            passed.put(name, printable(values));
          }
        });
    return new WireHeaders(passed);
  }

  private static Set<String> namedByConnection(WireHeaders headers) {
    Set<String> named = new HashSet<>();
    for (String value : headers.all("connection")) {
      Arrays.stream(value.split(",", -1))
          .map(name -> name.strip().toLowerCase(Locale.ROOT))
          .forEach(named::add);
    }
    return named;
  }

  private static List<String> printable(List<String> values) {
    return values.size() == 1
        ? List.of(printable(values.getFirst()))
        : values.stream().map(HeaderPolicy::printable).toList();
  }

  /** Header values without line ends and beyond ASCII: they could start a header of their own. */
  private static String printable(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' || c > '~') && c != '\t') {
        return value.replaceAll("[^\\t\\x20-\\x7E]", "");
      }
    }
    return value;
  }
}
