package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.manifests.SecretManifest.SecretValue;
import dev.dragoman.standalone.yaml.Nearest;
import dev.dragoman.standalone.yaml.Problems;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Follows references to Secrets. */
record SecretLookup(Manifests manifests, Problems problems) {
  /** The text that a reference means, null with a problem when there is none to use. */
  @Nullable String find(SecretRef ref) {
    SortedMap<ObjectName, SecretManifest> secrets = manifests.secrets();
    SecretManifest secret = secrets.get(ref.secret());
    if (secret == null) {
      problems.add(
          ref.place(),
          "SecretNotFound: "
              + (manifests.wasLeftOut("Secret", ref.secret())
                  ? "Secret " + ref.secret() + " was left out, see its own line"
                  : "there is no Secret "
                      + ref.secret()
                      + "; add one, its value may be"
                      + " ${env:NAME}"));
      return null;
    }
    SecretValue value = secret.values().get(ref.key());
    return switch (value) {
      case null -> {
        problems.add(
            ref.place(),
            "SecretKeyMissing: Secret "
                + ref.secret()
                + " has no key "
                + ref.key()
                + Nearest.hint(ref.key(), secret.values().keySet()));
        yield null;
      }
      case SecretValue.Unset(String variable) -> {
        problems.add(
            ref.place(),
            "SecretKeyMissing: Secret "
                + ref.secret()
                + " takes "
                + ref.key()
                + " from the environment variable "
                + variable
                + ", which is not set");
        yield null;
      }
      case SecretValue.Present(String text) -> usable(ref, text);
    };
  }

  /** Credentials travel in headers: what cannot stand in one is a mistake of copying. */
  private @Nullable String usable(SecretRef ref, String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
      problems.add(
          ref.place(),
          "Secret "
              + ref.secret()
              + ", key "
              + ref.key()
              + ", is empty or holds white space or other characters that no credential has");
      return null;
    }
    return text;
  }
}
