package dev.dragoman.gateway.config;

import dev.dragoman.contract.CapabilitiesEntry;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of its model, laid over what the table of families says (design.md 11):
 * absent values leave the table's. Words that no codec of this build asks for say nothing yet.
 */
final class StatedCapabilities {
  private StatedCapabilities() {}

  static Capabilities over(Capabilities table, ModelEntry said) {
    CapabilitiesEntry entry = said.capabilities();
    if (entry == null) {
      return bounded(table, said);
    }
    return new Capabilities(
        flags(table.flags(), entry.flags()),
        entry.sampling() == null ? table.sampling() : sampling(entry.sampling()),
        reasoning(table.reasoning(), entry.reasoning()),
        entry.system() == null ? table.systemPlacement() : placement(entry.system()),
        entry.stopSequences() == null ? table.stopSequences() : entry.stopSequences(),
        entry.maxTokensField() == null ? table.maxTokensField() : entry.maxTokensField(),
        orElse(said.maxOutput(), table.maxOutput()),
        orElse(said.contextWindow(), table.contextWindow()),
        StatedReasoning.over(table.controls(), entry.reasoning()));
  }

  private static Capabilities bounded(Capabilities table, ModelEntry said) {
    return new Capabilities(
        table.flags(),
        table.sampling(),
        table.reasoning(),
        table.systemPlacement(),
        table.stopSequences(),
        table.maxTokensField(),
        orElse(said.maxOutput(), table.maxOutput()),
        orElse(said.contextWindow(), table.contextWindow()),
        table.controls());
  }

  private static @Nullable Integer orElse(@Nullable Integer said, @Nullable Integer table) {
    return said == null ? table : said;
  }

  private static Set<Flag> flags(Set<Flag> table, Map<CapabilitiesEntry.Flag, Boolean> said) {
    if (said.isEmpty()) {
      return table;
    }
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(table);
    said.forEach((name, taken) -> {
      if (taken) {
        flags.add(flag(name));
      } else {
        flags.remove(flag(name));
      }
    });
    return flags;
  }

  private static Flag flag(CapabilitiesEntry.Flag name) {
    return switch (name) {
      case tools -> Flag.TOOLS;
      case parallelTools -> Flag.PARALLEL_TOOLS;
      case forcedTool -> Flag.FORCED_TOOL;
      case strictTools -> Flag.STRICT_TOOLS;
      case freeformTools -> Flag.FREEFORM_TOOLS;
      case imageInput -> Flag.IMAGE_INPUT;
      case imageUrl -> Flag.IMAGE_URL;
      case pdfInput -> Flag.PDF_INPUT;
      case audioInput -> Flag.AUDIO_INPUT;
      case videoInput -> Flag.VIDEO_INPUT;
      case mediaInToolResult -> Flag.MEDIA_IN_TOOL_RESULT;
      case jsonObject -> Flag.JSON_OBJECT;
      case jsonSchema -> Flag.JSON_SCHEMA;
      case jsonSchemaWithTools -> Flag.JSON_SCHEMA_WITH_TOOLS;
      case topK -> Flag.TOP_K;
      case penalties -> Flag.PENALTIES;
      case seed -> Flag.SEED;
      case logprobs -> Flag.LOGPROBS;
      case candidates -> Flag.CANDIDATES;
      case prefill -> Flag.PREFILL;
      case streamUsage -> Flag.STREAM_USAGE;
      case contentParts -> Flag.CONTENT_PARTS;
      case toolsWithReasoningOnChat -> Flag.TOOLS_WITH_REASONING_ON_CHAT;
    };
  }

  private static SamplingSet sampling(CapabilitiesEntry.Sampling said) {
    return switch (said) {
      case Full -> SamplingSet.FULL;
      case OneOf -> SamplingSet.ONE_OF;
      case None -> SamplingSet.NONE;
    };
  }

  private static ReasoningUse reasoning(
      ReasoningUse table, CapabilitiesEntry.@Nullable Reasoning said) {
    CapabilitiesEntry.Reasoning.Use use = said == null ? null : said.use();
    return switch (use) {
      case null -> table;
      case None -> ReasoningUse.NONE;
      case Optional -> ReasoningUse.OPTIONAL;
      case Always -> ReasoningUse.ALWAYS;
    };
  }

  private static SystemPlacement placement(CapabilitiesEntry.SystemPlacement said) {
    return switch (said) {
      case Top -> SystemPlacement.TOP;
      case System -> SystemPlacement.SYSTEM;
      case Developer -> SystemPlacement.DEVELOPER;
      case Anywhere -> SystemPlacement.ANYWHERE;
    };
  }
}
