package dev.dragoman.operator.delivery;

import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.Credentials;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Secret that pods start from.
 *
 * @param version null when there is no object
 */
record StoredCredentials(Credentials credentials, @Nullable String version) {
  static StoredCredentials read(GatewayObjects objects, ObjectId id) {
    return objects
        .read(id)
        .map(StoredCredentials::of)
        .orElse(new StoredCredentials(Credentials.NONE, null));
  }

  private static StoredCredentials of(StoredFiles stored) {
    return new StoredCredentials(BundleFiles.credentials(stored::file), stored.version());
  }

  StoredCredentials swap(GatewayObjects objects, ObjectId id, Credentials next) {
    return of(
        objects.write(id, Map.of(BundleFiles.CREDENTIALS, ContractJson.write(next)), version));
  }

  /** Whether it holds exactly these, of this revision. */
  boolean holds(Credentials other) {
    return version != null && credentials.equals(other);
  }
}
