package dev.dragoman.fleet;

import dev.dragoman.fleet.References.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Which gateways take a route, a key or a quota. */
final class Attachment {
  private final Parts parts;
  private final References references;
  private final Findings findings;

  Attachment(Parts parts, Findings findings) {
    this.parts = parts;
    this.references = new References(findings);
    this.findings = findings;
  }

  /**
   * The gateways among {@code wanted} that take the object; when there is none, that is a finding.
   */
  List<GatewayPart> of(
      Origin origin,
      String field,
      List<ObjectName> wanted,
      Function<GatewayPart, Consent> consent) {
    GatewayPart implicit = parts.implicitGateway();
    if (implicit != null) {
      return List.of(implicit);
    }
    List<GatewayPart> taken = new ArrayList<>(wanted.size());
    boolean refused = false;
    String namespace = origin.name().namespace();
    for (ObjectName name : wanted) {
      GatewayPart gateway = parts.gateways.get(name);
      Consent given = gateway == null ? null : consent.apply(gateway);
      if (gateway == null || given == null || !given.allows(namespace)) {
        Reference reference = new Reference(origin, field, new ObjectId(Kind.LlmGateway, name));
        references.refuse(reference, given, Reason.GatewayNotFound);
        refused |= gateway != null || reference.crosses();
      } else if (gateway.accepted()) {
        taken.add(gateway);
      }
    }
    if (taken.isEmpty()) {
      findings.add(origin, refusal(wanted, refused));
    }
    return taken;
  }

  private static Problem refusal(List<ObjectName> wanted, boolean refused) {
    String names = String.join(", ", wanted.stream().map(ObjectName::toString).toList());
    return refused
        ? new Problem.NotTaken(
            Reason.NotAllowedByParent, "LlmGateway " + names + " does not take it")
        : new Problem.NotTaken(
            Reason.NoMatchingParent, "LlmGateway " + names + " is not there or not accepted");
  }
}
