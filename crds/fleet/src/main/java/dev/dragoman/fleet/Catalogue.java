package dev.dragoman.fleet;

import dev.dragoman.contract.CapabilitiesEntry;
import dev.dragoman.contract.CapabilitiesEntry.Flag;
import dev.dragoman.contract.CapabilitiesEntry.Reasoning;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.resources.provider.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Facts of models that ship with this build: {@code catalogue.json}. A provider's own values
 * override every one of them. Who runs a model is told by protocol and dialect, so that a model of
 * the same name on a server of one's own gets no vendor's price.
 */
public final class Catalogue {
  /**
   * Vendors whose structured output is a JSON object of any form. Source: DeepSeek API reference,
   * {@code response_format}.
   */
  private static final Set<String> JSON_MODE_ONLY = Set.of("deepseek");

  private final Map<String, Map<String, ModelEntry>> byVendor;

  private Catalogue(Map<String, Map<String, ModelEntry>> byVendor) {
    this.byVendor = byVendor;
  }

  /** The file. */
  record Rows(String about, List<Row> models) {}

  /** A model of a vendor; the words are those of design.md 10. */
  record Row(
      String provider,
      String model,
      @Nullable Integer contextWindow,
      @Nullable Integer maxOutput,
      List<String> capabilities,
      List<String> inputModalities,
      @Nullable PriceEntry price,
      @Nullable Boolean deprecated) {}

  /** The catalogue of this build. */
  public static Catalogue load() {
    try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.json")) {
      if (in == null) {
        throw new IllegalStateException("catalogue.json is not beside its class");
      }
      Map<String, Map<String, ModelEntry>> byVendor = new HashMap<>();
      for (Row row : ContractJson.read(in.readAllBytes(), Rows.class).models()) {
        byVendor.computeIfAbsent(row.provider(), _ -> new HashMap<>()).put(row.model(), entry(row));
      }
      return new Catalogue(byVendor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelEntry entry(Row row) {
    return new ModelEntry(
        row.model(), row.contextWindow(), row.maxOutput(), capabilities(row), row.price());
  }

  /** Rows without words were not in the source of words: they say nothing. */
  private static @Nullable CapabilitiesEntry capabilities(Row row) {
    if (row.capabilities().isEmpty() && row.inputModalities().isEmpty()) {
      return null;
    }
    Map<Flag, Boolean> flags = new EnumMap<>(Flag.class);
    flags.put(Flag.tools, row.capabilities().contains("tools"));
    flags.put(
        JSON_MODE_ONLY.contains(row.provider()) ? Flag.jsonObject : Flag.jsonSchema,
        row.capabilities().contains("structuredOutput"));
    flags.put(Flag.imageInput, row.inputModalities().contains("image"));
    flags.put(Flag.pdfInput, row.inputModalities().contains("pdf"));
    flags.put(Flag.audioInput, row.inputModalities().contains("audio"));
    flags.put(Flag.videoInput, row.inputModalities().contains("video"));
    flags.values().removeIf(Boolean.FALSE::equals);
    return new CapabilitiesEntry(
        flags,
        row.capabilities().contains("noTemperature") ? CapabilitiesEntry.Sampling.None : null,
        row.capabilities().contains("reasoning")
            ? new Reasoning(Reasoning.Use.Optional, null, List.of(), null, null, null)
            : null,
        null,
        null,
        null,
        null,
        List.of());
  }

  /** What is known of a model that is reached in this way, null when it is not in the file. */
  public @Nullable ModelEntry find(ProtocolName protocol, Dialect dialect, String model) {
    for (String vendor : vendors(protocol, dialect)) {
      ModelEntry found = byVendor.getOrDefault(vendor, Map.of()).get(model);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Names of the models in the file that are reached in this way and fit a pattern. */
  Stream<String> matching(ProtocolName protocol, Dialect dialect, ModelPattern pattern) {
    return vendors(protocol, dialect).stream()
        .flatMap(vendor -> byVendor.getOrDefault(vendor, Map.of()).keySet().stream())
        .filter(pattern::matches);
  }

  private static List<String> vendors(ProtocolName protocol, Dialect dialect) {
    return switch (dialect) {
      case Azure -> List.of("azure", "openai");
      case Vertex -> List.of("google", "anthropic");
      case DeepSeek -> List.of("deepseek");
      case VLLM, OpenRouter, GenericStrict -> List.of();
      case Standard ->
          switch (protocol) {
            case OpenAIChat, OpenAIResponses -> List.of("openai", "deepseek");
            case AnthropicMessages -> List.of("anthropic", "deepseek");
            case Gemini -> List.of("google");
            case BedrockConverse -> List.of("aws");
            case Simulated -> List.of();
          };
    };
  }

  /** What is said of a model, completed by what is known of it. */
  static ModelEntry merged(ModelEntry said, @Nullable ModelEntry known) {
    if (known == null) {
      return said;
    }
    Integer contextWindow = said.contextWindow();
    Integer maxOutput = said.maxOutput();
    return new ModelEntry(
        said.name(),
        contextWindow == null ? known.contextWindow() : contextWindow,
        maxOutput == null ? known.maxOutput() : maxOutput,
        merged(said.capabilities(), known.capabilities()),
        said.price() == null ? known.price() : said.price());
  }

  private static @Nullable CapabilitiesEntry merged(
      @Nullable CapabilitiesEntry said, @Nullable CapabilitiesEntry known) {
    if (said == null || known == null) {
      return said == null ? known : said;
    }
    Map<Flag, Boolean> flags = new EnumMap<>(Flag.class);
    flags.putAll(known.flags());
    flags.putAll(said.flags());
    return new CapabilitiesEntry(
        flags,
        said.sampling() == null ? known.sampling() : said.sampling(),
        said.reasoning() == null ? known.reasoning() : said.reasoning(),
        said.system(),
        said.stopSequences(),
        said.maxTokensField(),
        said.cacheMarks(),
        said.cacheTtls());
  }
}
