package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;

/** Decides how a request reaches its target: as it came, or converted. */
final class Targets {
  private Targets() {}

  /** What was chosen for a request. */
  record Choice(PolicyEntry policy, RoutePlan plan, PlannedTarget target) {}

  /**
   * The exchange with the chosen target.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for what the target cannot carry
   */
  static TargetExchange exchange(
      InboundCall call, Scanned scanned, Choice choice, ExchangeRecord record) {
    boolean same = call.protocol().id().equals(choice.target.backend().protocol().id());
    if (same && choice.policy.toolUse()) {
      return PassThroughExchange.of(call, scanned, choice.plan, choice.target, record);
    }
    ChatRequest request = call.protocol().inbound().decodeRequest(call.request());
    if (!choice.policy.toolUse() && !request.tools().isEmpty()) {
      throw GatewayException.invalid("tools", "tools: tool use is switched off on this gateway");
    }
    return same
        ? PassThroughExchange.of(call, scanned, choice.plan, choice.target, record)
        : ConvertedExchange.of(call, request, choice.target, record);
  }
}
