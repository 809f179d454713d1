package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.wire.WireHeaders;
import java.util.List;

/** The headers of Dragoman's own that a reply carries. */
final class ReplyHeaders {
  private ReplyHeaders() {}

  /** The reply's headers: those of the upstream that pass, then the gateway's own. */
  static WireHeaders of(ExchangeRecord record, WireHeaders passed) {
    WireHeaders.Builder fields =
        WireHeaders.builder()
            .setAll(passed)
            .setAll(record.protocol().inbound().replyHeaders(record.requestId()))
            .setAll(record.rateLimits())
            .set("x-dragoman-request-id", record.requestId());
    RoutePlan plan = record.plan();
    PlannedTarget target = record.target();
    if (plan != null) {
      fields = fields.set("x-dragoman-route", plan.route());
    }
    if (target != null) {
      fields = fields.set("x-dragoman-provider", target.backend().provider());
    }
    List<Dropped> warnings = record.warnings();
    if (!warnings.isEmpty()) {
      fields = fields.set("x-dragoman-warnings", LossReport.header(warnings));
    }
    return fields.build();
  }
}
