package dev.dragoman.operator.certificates;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Authorities as they are written into a Secret. */
final class AuthorityForm {
  private static final String CURRENT = "ca";
  private static final String NEXT = "next";
  private static final String PREVIOUS = "previous";
  private static final String CERTIFICATE = ".crt";
  private static final String KEY = ".key";

  private AuthorityForm() {}

  static Map<String, String> write(Authorities authorities) {
    Map<String, String> texts = new TreeMap<>();
    put(texts, CURRENT, authorities.current());
    if (authorities.next() != null) {
      put(texts, NEXT, authorities.next());
    }
    if (authorities.previous() != null) {
      texts.put(PREVIOUS + CERTIFICATE, Pem.of(authorities.previous()));
    }
    return texts;
  }

  private static void put(Map<String, String> texts, String name, Identity identity) {
    texts.put(name + CERTIFICATE, Pem.of(identity.certificate()));
    texts.put(name + KEY, Pem.of(identity.key()));
  }

  /** Null when they cannot be read: pods trust their successors when they have read those. */
  static @Nullable Authorities read(Map<String, String> texts) {
    try {
      Identity current = identity(texts, CURRENT);
      String previous = texts.get(PREVIOUS + CERTIFICATE);
      return current == null
          ? null
          : new Authorities(
              current, identity(texts, NEXT), previous == null ? null : Pem.certificate(previous));
    } catch (GeneralSecurityException _) {
      return null;
    }
  }

  private static @Nullable Identity identity(Map<String, String> texts, String name)
      throws GeneralSecurityException {
    String certificate = texts.get(name + CERTIFICATE);
    String key = texts.get(name + KEY);
    return certificate == null || key == null ? null : Pem.identity(certificate, key);
  }
}
