package dev.dragoman.fleet;

import java.util.HashSet;
import java.util.Set;

/** Which providers can be called: the spec is sound and its credential is there. */
final class ProviderCheck {
  private ProviderCheck() {}

  static Set<ObjectName> usable(Parts parts, Secrets secrets, Findings findings) {
    Set<ObjectName> usable = new HashSet<>();
    for (ProviderPart provider : parts.providers.values()) {
      boolean complete = complete(provider, secrets, findings);
      if (complete && provider.origin().sound() && provider.entry() != null) {
        usable.add(provider.origin().name());
      }
    }
    return usable;
  }

  private static boolean complete(ProviderPart provider, Secrets secrets, Findings findings) {
    ProviderPart.SecretNeed need = provider.needs();
    boolean complete = true;
    if (need != null) {
      for (String key : need.keys()) {
        complete &=
            found(provider.origin(), "spec.auth.secretRef", need.secret(), key, secrets, findings);
      }
    }
    return complete;
  }

  static boolean found(
      Origin origin,
      String field,
      ObjectName secret,
      String key,
      Secrets secrets,
      Findings findings) {
    return switch (secrets.look(secret, key)) {
      case FOUND -> true;
      case NO_SECRET -> {
        findings.unresolved(origin, Reason.SecretNotFound, field, "there is no Secret " + secret);
        yield false;
      }
      case NO_KEY -> {
        findings.unresolved(
            origin,
            Reason.SecretKeyMissing,
            field,
            "Secret " + secret + " has no value under " + key);
        yield false;
      }
    };
  }
}
