package dev.dragoman.fleet;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.fleet.References.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which keys are honoured where. A key that lacks a bound it asks for is not honoured at all. */
final class KeyResolution {
  private final Parts parts;
  private final ResourceSet.Outside outside;
  private final Set<ObjectName> enforced;
  private final PriceCheck prices;
  private final Findings findings;
  private final References references;
  private final Attachment attachment;
  private final Map<String, KeyPart> keyIds = new HashMap<>();
  private final Map<ObjectName, List<KeyEntry>> honoured = new HashMap<>();

  /**
   * @param enforced the quotas that a gateway enforces
   */
  KeyResolution(
      Parts parts,
      ResourceSet.Outside outside,
      Set<ObjectName> enforced,
      PriceCheck prices,
      Findings findings) {
    this.parts = parts;
    this.outside = outside;
    this.enforced = enforced;
    this.prices = prices;
    this.findings = findings;
    this.references = new References(findings);
    this.attachment = new Attachment(parts, findings);
  }

  /** Keys by the gateway that honours them. */
  Map<ObjectName, List<KeyEntry>> resolve() {
    parts.keyShelf.byAge().forEach(this::resolve);
    return honoured;
  }

  private void resolve(KeyPart key) {
    List<GatewayPart> gateways =
        attachment.of(key.origin(), "spec.gatewayRef", List.of(key.gateway()), GatewayPart::keys);
    KeyVersions versions = versions(key);
    List<String> callable = callable(key);
    List<QuotaPart> quotas = quotas(key);
    inactive(key);
    boolean bounded = quotas.size() == key.quotas().size();
    for (GatewayPart gateway : gateways) {
      prices.check(key, quotas, gateway);
      if (key.origin().sound() && versions != null && bounded && first(key, versions)) {
        List<String> uids = uids(quotas);
        honoured
            .computeIfAbsent(gateway.origin().name(), _ -> new ArrayList<>())
            .add(
                parts.keyEntries.entry(
                    key,
                    List.of(versions, callable, uids),
                    () -> key.entry(versions, callable, uids)));
      }
    }
  }

  private static List<String> uids(List<QuotaPart> quotas) {
    return quotas.isEmpty()
        ? List.of()
        : quotas.stream().map(quota -> quota.entry().uid()).toList();
  }

  private void inactive(KeyPart key) {
    switch (key.state()) {
      case Active -> {}
      case Suspended ->
          findings.add(
              key.origin(),
              new Problem.Inactive(Reason.Suspended, "spec.state: refused until it is Active"));
      case Revoked ->
          findings.add(
              key.origin(), new Problem.Inactive(Reason.Revoked, "spec.state: refused for ever"));
    }
  }

  private @Nullable KeyVersions versions(KeyPart key) {
    KeyPart.SecretKey secret = key.fromSecret();
    if (secret == null) {
      KeyVersions minted = outside.minted().of(key.origin().name());
      if (minted == null) {
        findings.unresolved(
            key.origin(), Reason.Pending, "spec.material", "its text was not made yet");
      }
      return minted;
    }
    return ProviderCheck.found(
            key.origin(),
            "spec.material.secretRef",
            secret.secret(),
            secret.key(),
            outside.secrets(),
            findings)
        ? outside.secrets().digestOf(secret.secret(), secret.key())
        : null;
  }

  private List<String> callable(KeyPart key) {
    List<String> callable = new ArrayList<>(key.routes().size() + 1);
    if (key.everyRoute()) {
      callable.add("*");
    }
    for (int i = 0; i < key.routes().size(); i++) {
      ObjectName name = key.routes().get(i);
      RoutePart route = parts.routes.get(name);
      if (route != null && route.callers().allows(key.origin().name().namespace())) {
        callable.add(key.routeNames().get(i));
      } else {
        references.refuse(
            new Reference(key.origin(), "spec.routes", new ObjectId(Kind.LlmRoute, name)),
            route == null ? null : route.callers(),
            Reason.RouteNotFound);
      }
    }
    return callable;
  }

  private List<QuotaPart> quotas(KeyPart key) {
    List<QuotaPart> quotas = new ArrayList<>();
    for (ObjectName name : key.quotas()) {
      QuotaPart quota = parts.quotas.get(name);
      Reference reference =
          new Reference(key.origin(), "spec.quotaRefs", new ObjectId(Kind.LlmQuota, name));
      if (!references.permitted(
          reference, quota == null ? null : quota.keys(), Reason.QuotaNotFound)) {
        continue;
      }
      if (quota != null && enforced.contains(name) && quota.gateway().equals(key.gateway())) {
        quotas.add(quota);
        if (quota.entry().suspended()) {
          findings.unresolved(
              key.origin(),
              Reason.Suspended,
              reference.field(),
              reference.to() + " is suspended: it refuses all its keys");
        }
      } else {
        references.unusable(reference, Reason.QuotaNotFound);
      }
    }
    return quotas;
  }

  private boolean first(KeyPart key, KeyVersions versions) {
    KeyPart owner = keyIds.putIfAbsent(versions.keyId(), key);
    if (owner == null || owner.origin().id().equals(key.origin().id())) {
      return true;
    }
    findings.add(key.origin(), new Problem.Conflict("the key's text", owner.origin().id(), true));
    return false;
  }
}
