package dev.dragoman.operator.material;

import dev.dragoman.contract.ContractException;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.KeyText;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret of a key that the operator made: the current text for people, and what is known of all
 * versions for the operator itself. Both change in one write.
 */
public final class KeySecret {
  /** Entry that holds the current text. */
  public static final String TEXT = "api-key";

  /** Entry that holds {@link StoredVersions}. */
  public static final String VERSIONS = "versions.json";

  private static final String OWNER_KIND = "ApiKey";

  private KeySecret() {}

  /** The data of the Secret. */
  public static Map<String, String> data(KeyText text, StoredVersions versions) {
    return Map.of(TEXT, encoded(bytes(text.text())), VERSIONS, encoded(versions));
  }

  /** The entry of the versions. */
  public static String encoded(StoredVersions versions) {
    return encoded(ContractJson.write(versions));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The uid of the ApiKey that owns the Secret, empty when none does. */
  public static Optional<String> ownerOf(Secret secret) {
    return owner(secret).map(OwnerReference::getUid);
  }

  /** The ApiKey that owns the Secret, empty when none does. */
  public static Optional<ObjectId> keyOf(Secret secret) {
    String namespace = secret.getMetadata().getNamespace();
    return owner(secret)
        .map(owner -> new ObjectId(Kind.ApiKey, new ObjectName(namespace, owner.getName())));
  }

  private static Optional<OwnerReference> owner(Secret secret) {
    return secret.getMetadata().getOwnerReferences().stream()
        .filter(owner -> OWNER_KIND.equals(owner.getKind()))
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }

  /** What the Secret says of its versions; empty when it says nothing that can be read. */
  public static Optional<StoredVersions> versions(Secret secret) {
    String encoded = secret.getData() == null ? null : secret.getData().get(VERSIONS);
    if (encoded == null) {
      return Optional.empty();
    }
    try {
      byte[] json = Base64.getDecoder().decode(encoded);
      return Optional.of(ContractJson.read(json, StoredVersions.class));
    } catch (ContractException | IllegalArgumentException _) {
      // Somebody wrote it by hand: then nothing is known of it, and a new text is made.
      return Optional.empty();
    }
  }

  /** Whether the Secret holds the current text of these versions. */
  public static boolean holds(Secret secret, StoredVersions versions) {
    String encoded = secret.getData() == null ? null : secret.getData().get(TEXT);
    if (encoded == null) {
      return false;
    }
    String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    return KeyText.digestOf(text).equals(versions.current().sha256());
  }
}
