package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.wire.WireHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The headers of Dragoman's own that a reply carries. */
final class ReplyHeaders {
  /** Proxies refuse longer header lines. */
  private static final int MAX_WARNINGS = 4_000;

  private ReplyHeaders() {}

  /** The reply's headers: those of the upstream that pass, then the gateway's own. */
  static WireHeaders of(ExchangeRecord record, WireHeaders passed) {
    Map<String, List<String>> fields = new LinkedHashMap<>(passed.fields());
    fields.putAll(record.protocol().inbound().replyHeaders(record.requestId()).fields());
    fields.put("x-dragoman-request-id", List.of(record.requestId()));
    RoutePlan plan = record.plan();
    PlannedTarget target = record.target();
    if (plan != null) {
      fields.put("x-dragoman-route", List.of(plan.route()));
    }
    if (target != null) {
      fields.put("x-dragoman-provider", List.of(target.backend().provider()));
    }
    if (!record.dropped().isEmpty()) {
      fields.put("x-dragoman-warnings", List.of(warnings(record.dropped())));
    }
    return new WireHeaders(fields);
  }

  /** One entry a loss: {@code path;class;"reason"}, comma-separated, whole entries only. */
  private static String warnings(List<Dropped> dropped) {
    StringBuilder line = new StringBuilder();
    for (Dropped loss : dropped) {
      String entry =
          ascii(loss.path())
              + ";"
              + loss.loss().name().toLowerCase(Locale.ROOT)
              + ";\""
              + ascii(loss.reason()).replace('"', '\'')
              + "\"";
      if (line.length() + entry.length() + 2 > MAX_WARNINGS) {
        return line.append(line.isEmpty() ? "" : ", ").append("...").toString();
      }
      line.append(line.isEmpty() ? "" : ", ").append(entry);
    }
    return line.toString();
  }

  private static String ascii(String text) {
    return text.replaceAll("[^\\x20-\\x7E]", "?");
  }
}
