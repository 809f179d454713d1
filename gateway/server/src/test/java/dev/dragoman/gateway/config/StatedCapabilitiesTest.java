package dev.dragoman.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.CapabilitiesEntry;
import dev.dragoman.contract.CapabilitiesEntry.Reasoning;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A provider's word on its model wins over the table of families (design.md 11). */
class StatedCapabilitiesTest {
  private static final Capabilities TABLE =
      new Capabilities(
          Set.of(Flag.TOOLS, Flag.SEED),
          SamplingSet.FULL,
          ReasoningUse.OPTIONAL,
          SystemPlacement.SYSTEM,
          4,
          "max_tokens",
          1_000,
          2_000);

  private static ModelEntry saying(@Nullable CapabilitiesEntry capabilities) {
    return new ModelEntry("m", null, 500, capabilities, null);
  }

  private static CapabilitiesEntry flags(Map<CapabilitiesEntry.Flag, Boolean> flags) {
    return new CapabilitiesEntry(flags, null, null, null, null, null, null, List.of());
  }

  @Test
  void everythingThatIsSaidOverrides() {
    // Given
    CapabilitiesEntry said =
        new CapabilitiesEntry(
            Map.of(CapabilitiesEntry.Flag.seed, false, CapabilitiesEntry.Flag.topK, true),
            CapabilitiesEntry.Sampling.OneOf,
            new Reasoning(Reasoning.Use.Always, null, List.of(), null, null, null),
            CapabilitiesEntry.SystemPlacement.Developer,
            7,
            "max_completion_tokens",
            null,
            List.of());

    // When
    Capabilities result = StatedCapabilities.over(TABLE, saying(said));

    // Then
    assertThat(result)
        .isEqualTo(
            new Capabilities(
                Set.of(Flag.TOOLS, Flag.TOP_K),
                SamplingSet.ONE_OF,
                ReasoningUse.ALWAYS,
                SystemPlacement.DEVELOPER,
                7,
                "max_completion_tokens",
                500,
                2_000));
  }

  @Test
  void whatIsNotSaidStays() {
    // When
    Capabilities result = StatedCapabilities.over(TABLE, saying(flags(Map.of())));

    // Then
    assertThat(result).isEqualTo(StatedCapabilities.over(TABLE, saying(null)));
    assertThat(result.flags()).isEqualTo(TABLE.flags());
    assertThat(result.maxOutput()).isEqualTo(500);
    assertThat(result.contextWindow()).isEqualTo(2_000);
  }

  @Test
  void everyFlagOfTheCodecsCanBeSaid() {
    // Given
    Map<CapabilitiesEntry.Flag, Boolean> all = new EnumMap<>(CapabilitiesEntry.Flag.class);
    Arrays.stream(CapabilitiesEntry.Flag.values()).forEach(flag -> all.put(flag, true));

    // When
    Capabilities result = StatedCapabilities.over(TABLE, saying(flags(all)));

    // Then
    Set<Flag> ofServers =
        EnumSet.of(
            Flag.NULL_FIELDS,
            Flag.SERVICE_FIELDS,
            Flag.CACHE_MARKS,
            Flag.LONG_CACHE_MARKS,
            Flag.FULL_TOOL_RESULTS,
            Flag.TOOL_CACHE_MARKS,
            Flag.CLAUDE_FIELDS,
            Flag.NOVA_FIELDS,
            Flag.EFFORT_FIELD,
            Flag.JSON_SCHEMA_FIELDS,
            Flag.EMBEDDINGS,
            Flag.EMBEDDING_DIMENSIONS,
            Flag.COHERE_EMBEDDINGS);
    assertThat(result.flags()).containsAll(EnumSet.complementOf(EnumSet.copyOf(ofServers)));
  }

  @Test
  void everyWordHasItsCounterpart() {
    for (CapabilitiesEntry.Sampling word : CapabilitiesEntry.Sampling.values()) {
      CapabilitiesEntry said =
          new CapabilitiesEntry(Map.of(), word, null, null, null, null, null, List.of());
      assertThat(letters(StatedCapabilities.over(TABLE, saying(said)).sampling()))
          .isEqualToIgnoringCase(word.name());
    }
    for (CapabilitiesEntry.SystemPlacement word : CapabilitiesEntry.SystemPlacement.values()) {
      CapabilitiesEntry said =
          new CapabilitiesEntry(Map.of(), null, null, word, null, null, null, List.of());
      assertThat(letters(StatedCapabilities.over(TABLE, saying(said)).systemPlacement()))
          .isEqualToIgnoringCase(word.name());
    }
    for (Reasoning.Use word : Reasoning.Use.values()) {
      CapabilitiesEntry said =
          new CapabilitiesEntry(
              Map.of(),
              null,
              new Reasoning(word, null, List.of(), null, null, null),
              null,
              null,
              null,
              null,
              List.of());
      assertThat(letters(StatedCapabilities.over(TABLE, saying(said)).reasoning()))
          .isEqualToIgnoringCase(word.name());
    }
  }

  private static String letters(Enum<?> constant) {
    return constant.name().replace("_", "");
  }
}
