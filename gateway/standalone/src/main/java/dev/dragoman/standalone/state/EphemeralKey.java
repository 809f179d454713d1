package dev.dragoman.standalone.state;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import java.util.List;

/** A key for the process's own question: kept nowhere, gone with the process. */
public final class EphemeralKey {
  private EphemeralKey() {}

  /** The entry under which {@code text} may call everything. */
  public static KeyEntry entryOf(KeyText text) {
    return KeyEntry.of(
        "dragoman/ask", text.keyId(), KeyText.digestOf(text.text()), List.of("*"), List.of("*"));
  }
}
