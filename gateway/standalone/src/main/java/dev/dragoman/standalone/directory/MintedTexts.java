package dev.dragoman.standalone.directory;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.fleet.KeyVersions;
import dev.dragoman.fleet.MintedKeys;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.ApiKeySpec;
import dev.dragoman.resources.key.KeyState;
import dev.dragoman.standalone.start.StoredKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The texts of keys that a manifest leaves to be made. */
final class MintedTexts {
  private MintedTexts() {}

  /** Names of the keys whose manifest leaves the text to be made, and that are not revoked. */
  static SortedSet<String> wanted(Inventory inventory) {
    return names(inventory, state -> state != KeyState.Revoked);
  }

  /** Names of the keys whose manifest leaves the text to be made and says that it is void. */
  static SortedSet<String> revoked(Inventory inventory) {
    return names(inventory, state -> state == KeyState.Revoked);
  }

  private static SortedSet<String> names(
      Inventory inventory, Predicate<@Nullable KeyState> wanted) {
    SortedSet<String> names = new TreeSet<>();
    for (ApiKey key : inventory.resources(ApiKey.class)) {
      ApiKeySpec spec = key.getSpec();
      boolean given = spec.material() != null && spec.material().secretRef() != null;
      if (!given && wanted.test(spec.state())) {
        names.add(key.getMetadata().getNamespace() + "/" + key.getMetadata().getName());
      }
    }
    return names;
  }

  /**
   * Those that are kept; any other gets the text that it would have once it is served. The text of
   * a key that was revoked stands for keys that still are, and for no other.
   */
  static MintedKeys of(Map<String, StoredKey> kept, Set<String> revoked) {
    return name -> {
      StoredKey key = kept.get(name.toString());
      return key == null || (key.revoked() && !revoked.contains(name.toString()))
          ? promise(name)
          : new KeyVersions(key.keyId(), List.of(DigestEntry.of(key.digest())));
    };
  }

  /** Where nothing is served: each key would get its text at the first start. */
  static MintedKeys promised() {
    return MintedTexts::promise;
  }

  static KeyVersions promise(ObjectName name) {
    String text = "promised to " + name;
    return new KeyVersions(KeyText.keyIdOf(text), List.of(DigestEntry.of(KeyText.digestOf(text))));
  }
}
