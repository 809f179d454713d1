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
import java.util.SortedSet;
import java.util.TreeSet;

/** The texts of keys that a manifest leaves to be made. */
final class MintedTexts {
  private MintedTexts() {}

  /** Names of the keys that need a text of their own to be honoured by {@code gateway}. */
  static SortedSet<String> needed(Inventory inventory, GatewayChoice gateway) {
    SortedSet<String> names = new TreeSet<>();
    for (ApiKey key : inventory.resources(ApiKey.class)) {
      ApiKeySpec spec = key.getSpec();
      String namespace = key.getMetadata().getNamespace();
      boolean given = spec.material() != null && spec.material().secretRef() != null;
      boolean meant =
          gateway.isMeantBy(spec.gatewayRef().namespace(), spec.gatewayRef().name(), namespace);
      if (!given && meant && spec.state() != KeyState.Revoked) {
        names.add(namespace + "/" + key.getMetadata().getName());
      }
    }
    return names;
  }

  /** Those that are kept. */
  static MintedKeys of(Map<String, StoredKey> kept) {
    return name -> {
      StoredKey key = kept.get(name.toString());
      return key == null
          ? null
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
