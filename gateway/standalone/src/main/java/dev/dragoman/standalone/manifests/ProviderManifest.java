package dev.dragoman.standalone.manifests;

import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.YamlCursor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An LlmProvider.
 *
 * @param baseUrl null with {@link ProtocolName#Simulated}
 * @param credential null when the upstream asks for none
 * @param simulated null for every protocol but Simulated
 */
record ProviderManifest(
    ObjectName name,
    ProtocolName protocol,
    @Nullable URI baseUrl,
    @Nullable SecretRef credential,
    List<ModelEntry> models,
    @Nullable SimulatedEntry simulated) {
  private static final int MAX_MODELS = 256;
  private static final int MAX_TOKENS = 1_000_000;
  private static final Fields SPEC =
      Fields.of("protocol", "baseUrl", "allowInsecure", "auth", "models", "simulated")
          .later(
              "dialect",
              "flags",
              "aws",
              "azure",
              "gcp",
              "tls",
              "egressProxy",
              "capacity",
              "ejection",
              "allowedRoutes");
  private static final Words PROTOCOLS =
      Words.of("OpenAIChat", "AnthropicMessages", "Simulated")
          .later("OpenAIResponses", "Gemini", "BedrockConverse");
  private static final Fields MODEL =
      Fields.of("name", "contextWindow", "maxOutput").later("capabilities", "price");
  private static final Fields SIMULATED = Fields.of("firstTokenDelay", "tokenInterval", "tokens");

  ProviderManifest {
    models = List.copyOf(models);
  }

  /** Null, with problems added, when it cannot be served. */
  static @Nullable ProviderManifest read(ManifestHead head) {
    YamlCursor spec = head.document().requiredMapping("spec");
    if (spec == null) {
      return null;
    }
    spec.allow(SPEC);
    YamlCursor protocolField = spec.required("protocol");
    String word = protocolField == null ? null : PROTOCOLS.read(protocolField);
    if (word == null) {
      return null;
    }
    ProtocolName protocol = ProtocolName.valueOf(word);
    ProviderManifest provider =
        protocol == ProtocolName.Simulated ? simulated(head, spec) : remote(head, spec, protocol);
    return head.isWhole() ? provider : null;
  }

  private static ProviderManifest remote(
      ManifestHead head, YamlCursor spec, ProtocolName protocol) {
    YamlCursor pace = spec.field("simulated");
    if (pace != null) {
      pace.problem("belongs to protocol Simulated alone");
    }
    URI baseUrl = BaseUrl.read(spec);
    SecretRef credential = ProviderAuth.read(spec, head.name().namespace());
    // The placeholder never leaves: without a URL there is a problem, and the object is left out.
    URI known = baseUrl == null ? URI.create("https://invalid") : baseUrl;
    return new ProviderManifest(head.name(), protocol, known, credential, models(spec), null);
  }

  private static ProviderManifest simulated(ManifestHead head, YamlCursor spec) {
    for (String field : List.of("baseUrl", "allowInsecure")) {
      YamlCursor needless = spec.field(field);
      if (needless != null) {
        needless.problem("protocol Simulated has no network; leave the field out");
      }
    }
    if (ProviderAuth.readOptional(spec, head.name().namespace()) != null) {
      spec.problem("auth", "protocol Simulated takes no credential; leave the field out");
    }
    return new ProviderManifest(
        head.name(), ProtocolName.Simulated, null, null, models(spec), pace(spec));
  }

  private static SimulatedEntry pace(YamlCursor spec) {
    SimulatedEntry defaults = SimulatedEntry.DEFAULT;
    YamlCursor cursor = spec.mapping("simulated");
    if (cursor == null) {
      return defaults;
    }
    cursor.allow(SIMULATED);
    Duration delay = Durations.optional(cursor.field("firstTokenDelay"));
    Duration interval = Durations.optional(cursor.field("tokenInterval"));
    Integer tokens = count(cursor.field("tokens"), 0);
    return new SimulatedEntry(
        delay == null ? defaults.firstTokenDelay() : delay,
        interval == null ? defaults.tokenInterval() : interval,
        tokens == null ? defaults.tokens() : tokens);
  }

  private static List<ModelEntry> models(YamlCursor spec) {
    List<ModelEntry> models = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (YamlCursor item : spec.items("models", MAX_MODELS)) {
      if (!item.isMapping()) {
        continue;
      }
      item.allow(MODEL);
      YamlCursor nameField = item.required("name");
      String name = nameField == null ? null : Syntax.MODEL.text(nameField);
      Integer contextWindow = count(item.field("contextWindow"), 1);
      Integer maxOutput = count(item.field("maxOutput"), 1);
      if (name != null && !seen.add(name)) {
        item.problem("the model stands twice");
      } else if (name != null) {
        models.add(new ModelEntry(name, contextWindow, maxOutput, null, null));
      }
    }
    return models;
  }

  private static @Nullable Integer count(@Nullable YamlCursor cursor, int min) {
    return cursor == null ? null : cursor.integer(min, min == 0 ? MAX_TOKENS : Integer.MAX_VALUE);
  }
}
