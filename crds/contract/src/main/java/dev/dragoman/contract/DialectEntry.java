package dev.dragoman.contract;

import java.util.Map;

/**
 * Quirks of a server that speaks a known protocol.
 *
 * @param name the set of quirks
 * @param flags single quirks that are switched differently, by name
 */
public record DialectEntry(Name name, Map<String, Boolean> flags) {
  /** Sets of quirks, by the names that manifests use. */
  public enum Name {
    Standard,
    Azure,
    Vertex,
    DeepSeek,
    VLLM,
    OpenRouter,
    GenericStrict
  }

  public DialectEntry {
    flags = Require.sorted(flags);
  }
}
