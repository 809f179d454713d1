package dev.dragoman.fleet;

import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.LlmQuotaSpec;
import dev.dragoman.resources.key.QuotaState;

/** A quota as its own spec has it. */
record QuotaPart(Origin origin, ObjectName gateway, Consent keys, QuotaEntry entry) {
  static QuotaPart of(LlmQuota quota, Honoured honoured, NamespaceLabels labels) {
    LlmQuotaSpec spec = quota.getSpec();
    ObjectName name = ObjectName.of(quota);
    Reading reading = new Reading(HonourCheck.of(honoured, Kind.LlmQuota, spec));
    Consent keys =
        Consent.of(
            spec.allowedKeys(), name.namespace(), labels, reading, "spec.allowedKeys.selector");
    SpendPolicy spend =
        SpendPolicies.of(spec.limits(), spec.budgets(), spec.storeOutage(), reading);
    Origin origin = Origin.of(Kind.LlmQuota, quota, reading.problems());
    return new QuotaPart(
        origin,
        ObjectName.in(spec.gatewayRef().namespace(), name.namespace(), spec.gatewayRef().name()),
        keys,
        new QuotaEntry(
            name.toString(),
            origin.uid(),
            spec.state() == QuotaState.Suspended,
            spend,
            SpendPolicies.owner(spec.owner()),
            spec.tags()));
  }
}
