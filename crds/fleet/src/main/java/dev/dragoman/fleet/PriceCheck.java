package dev.dragoman.fleet;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.ModelPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether budgets in money can count what their keys may call. A model without a price in the
 * currency of a budget is refused by the gateway for its keys; the others stay usable.
 */
final class PriceCheck {
  private final Parts parts;
  private final Map<ObjectName, List<ServedRoute>> routes;
  private final ModelBook book;
  private final Findings findings;
  private final Map<String, List<ServedRoute>> unpriced = new HashMap<>();

  PriceCheck(
      Parts parts, Map<ObjectName, List<ServedRoute>> routes, ModelBook book, Findings findings) {
    this.parts = parts;
    this.routes = routes;
    this.book = book;
    this.findings = findings;
  }

  /** Finds of each budget of the key, and of its quotas, the first route that it cannot count. */
  void check(KeyPart key, List<QuotaPart> quotas, GatewayPart gateway) {
    if (!key.origin().sound()) {
      return;
    }
    for (BudgetEntry budget : key.spend().budgets()) {
      check(key, gateway, budget, "spec.budgets[" + budget.name() + "].cost");
    }
    for (QuotaPart quota : quotas) {
      for (BudgetEntry budget : quota.entry().spend().budgets()) {
        String field = "spec.quotaRefs[" + quota.origin().name() + "].budgets[%s].cost";
        check(key, gateway, budget, String.format(Locale.ROOT, field, budget.name()));
      }
    }
  }

  private void check(KeyPart key, GatewayPart gateway, BudgetEntry budget, String field) {
    if (budget.cost() == null) {
      return;
    }
    String currency = budget.cost().currency();
    for (ServedRoute route : unpriced(gateway, currency)) {
      if (mayCall(key, route.part()) && mayUse(key, route)) {
        findings.unresolved(
            key.origin(),
            Reason.PriceMissing,
            field,
            route.part().origin().id()
                + " has models without a price in "
                + currency
                + ", which are refused");
        return;
      }
    }
  }

  /** The same for all keys of a gateway, so it is found once. */
  private List<ServedRoute> unpriced(GatewayPart gateway, String currency) {
    ObjectName name = gateway.origin().name();
    return unpriced.computeIfAbsent(
        name + " " + currency,
        _ ->
            routes.getOrDefault(name, List.of()).stream()
                .filter(route -> !book.priced(parts, route, currency))
                .toList());
  }

  /** Which names a pattern of a route stands for nobody knows: any. */
  private static boolean mayUse(KeyPart key, ServedRoute route) {
    List<ModelPattern> allowed = key.spec().models().stream().map(ModelPattern::of).toList();
    return route.models().stream()
        .anyMatch(model ->
            model.indexOf('*') >= 0
                || allowed.stream().anyMatch(pattern -> pattern.matches(model)));
  }

  private static boolean mayCall(KeyPart key, RoutePart route) {
    return (key.everyRoute() || key.routes().contains(route.origin().name()))
        && route.callers().allows(key.origin().name().namespace());
  }
}
