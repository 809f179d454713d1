package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.wire.WireHeaders;
import java.util.List;
import java.util.Locale;

/** The headers of Dragoman's own that a reply carries. */
final class ReplyHeaders {
  /** Proxies refuse longer header lines. */
  private static final int MAX_WARNINGS = 4_000;

  private ReplyHeaders() {}

  /** The reply's headers: those of the upstream that pass, then the gateway's own. */
  static WireHeaders of(ExchangeRecord record, WireHeaders passed) {
    WireHeaders.Builder fields =
        WireHeaders.builder()
            .setAll(passed)
            .setAll(record.protocol().inbound().replyHeaders(record.requestId()))
            .set("x-dragoman-request-id", record.requestId());
    RoutePlan plan = record.plan();
    PlannedTarget target = record.target();
    if (plan != null) {
      fields = fields.set("x-dragoman-route", plan.route());
    }
    if (target != null) {
      fields = fields.set("x-dragoman-provider", target.backend().provider());
    }
    if (!record.dropped().isEmpty()) {
      fields = fields.set("x-dragoman-warnings", warnings(record.dropped()));
    }
    return fields.build();
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
