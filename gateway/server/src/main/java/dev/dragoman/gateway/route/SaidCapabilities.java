package dev.dragoman.gateway.route;

import dev.dragoman.contract.CapabilitiesEntry;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the configuration says of a model, over what the table of families says. */
final class SaidCapabilities {
  private static final CapabilitiesEntry NOTHING =
      new CapabilitiesEntry(Map.of(), null, null, null, null, null, null, List.of());

  private SaidCapabilities() {}

  static Capabilities over(Capabilities built, ModelEntry model) {
    CapabilitiesEntry said = model.capabilities() == null ? NOTHING : model.capabilities();
    CapabilitiesEntry.Reasoning reasoning = said.reasoning();
    return new Capabilities(
        flags(built, said),
        constant(SamplingSet.class, said.sampling(), built.sampling()),
        constant(ReasoningUse.class, reasoning == null ? null : reasoning.use(), built.reasoning()),
        constant(SystemPlacement.class, said.system(), built.systemPlacement()),
        said.stopSequences() == null ? built.stopSequences() : said.stopSequences(),
        said.maxTokensField() == null ? built.maxTokensField() : said.maxTokensField(),
        model.maxOutput() == null ? built.maxOutput() : model.maxOutput(),
        model.contextWindow() == null ? built.contextWindow() : model.contextWindow());
  }

  private static Set<Flag> flags(Capabilities built, CapabilitiesEntry said) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(built.flags());
    said.flags()
        .forEach((name, set) -> {
          Flag flag = flag(name);
          if (flag != null && set) {
            flags.add(flag);
          } else if (flag != null) {
            flags.remove(flag);
          }
        });
    return flags;
  }

  private static @Nullable Flag flag(CapabilitiesEntry.Flag name) {
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
      // No codec asks for it yet, and no source of configuration sends it.
      case toolsWithReasoningOnChat -> null;
    };
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, @Nullable Enum<?> said, E otherwise) {
    return said == null
        ? otherwise
        : Enum.valueOf(
            type, said.name().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
  }
}
