package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import dev.dragoman.protocol.codec.ReasoningControls.Control;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The table of model families, read from {@code families.yaml}: the row {@code defaults} of a
 * protocol, then what the upstream's dialect takes for granted, overlaid by every family whose
 * pattern fits the model's name, in the order of the file, and by what the dialect takes or refuses
 * whatever the model is. A pattern is a name with at most one star at either end, or one at both.
 * Thread-safe.
 */
public final class Families {
  /** Names asked for are bounded: they come from configuration, but aliases may be many. */
  private static final int MAX_REMEMBERED = 10_000;

  private final Map<ProtocolId, Capabilities> defaults;
  private final List<Family> families;
  private final List<DialectRow> dialects;
  private final Map<Key, Capabilities> remembered = new ConcurrentHashMap<>();

  private Families(
      Map<ProtocolId, Capabilities> defaults, List<Family> families, List<DialectRow> dialects) {
    this.defaults = defaults;
    this.families = families;
    this.dialects = dialects;
  }

  private record Key(ProtocolId protocol, String dialect, String model) {}

  private record Family(ProtocolId protocol, List<String> patterns, JsonNode row) {
    boolean fits(ProtocolId askedProtocol, String model) {
      return protocol.equals(askedProtocol)
          && patterns.stream().anyMatch(pattern -> matches(pattern, model));
    }
  }

  /** The table that ships with this build, which is read once. */
  public static Families load() {
    return Shipped.TABLE;
  }

  private static final class Shipped {
    private static final Families TABLE = readShipped();
  }

  private static Families readShipped() {
    try (InputStream yaml = Families.class.getResourceAsStream("families.yaml")) {
      if (yaml == null) {
        throw new IllegalStateException("families.yaml is not beside its class");
      }
      return read(new YAMLMapper().readTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Families read(JsonNode root) {
    Map<ProtocolId, Capabilities> defaults = new ConcurrentHashMap<>();
    for (Map.Entry<String, JsonNode> row : root.get("defaults").properties()) {
      defaults.put(new ProtocolId(row.getKey()), overlaid(null, row.getValue()));
    }
    List<Family> families = new ArrayList<>();
    for (JsonNode row : root.get("families")) {
      List<String> patterns = new ArrayList<>();
      row.get("models").forEach(pattern -> patterns.add(pattern.asString()));
      families.add(
          new Family(
              new ProtocolId(row.get("protocol").asString()),
              List.copyOf(patterns),
              row.get("set")));
    }
    List<DialectRow> dialects = new ArrayList<>();
    root.get("dialects").forEach(row -> dialects.add(DialectRow.of(row)));
    return new Families(defaults, List.copyOf(families), List.copyOf(dialects));
  }

  /**
   * The dialect of this name.
   *
   * @param apiVersion version of the interface that calls have to name, null for none
   * @throws IllegalArgumentException when the protocol has no such dialect
   */
  public Dialect dialect(ProtocolId protocol, String name, @Nullable String apiVersion) {
    DialectRow row = rowOf(protocol, name);
    if (row == null && !name.equals(Dialect.STANDARD.name())) {
      throw new IllegalArgumentException("there is no dialect " + name + " of " + protocol);
    }
    return row == null ? Dialect.STANDARD : row.dialect(apiVersion);
  }

  private @Nullable DialectRow rowOf(ProtocolId protocol, String name) {
    for (DialectRow row : dialects) {
      if (row.protocol().equals(protocol) && row.name().equals(name)) {
        return row;
      }
    }
    return null;
  }

  /** What {@code model} takes on {@code protocol} as its owner specifies it. */
  public Capabilities of(ProtocolId protocol, String model) {
    return of(protocol, Dialect.STANDARD, model);
  }

  /**
   * What {@code model} takes on {@code protocol}.
   *
   * @throws IllegalArgumentException when the table has no defaults for the protocol
   */
  public Capabilities of(ProtocolId protocol, Dialect dialect, String model) {
    Key key = new Key(protocol, dialect.name(), model);
    Capabilities known = remembered.get(key);
    if (known != null) {
      return known;
    }
    Capabilities found = lookUp(protocol, rowOf(protocol, dialect.name()), model);
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(key, found);
    }
    return found;
  }

  private Capabilities lookUp(ProtocolId protocol, @Nullable DialectRow dialect, String model) {
    Capabilities result = defaults.get(protocol);
    if (result == null) {
      throw new IllegalArgumentException("families.yaml has no defaults for " + protocol);
    }
    result = dialect == null ? result : overlaid(result, dialect.base());
    String name =
        dialect == null || dialect.publisher() == null
            ? model
            : model.substring(model.lastIndexOf('/') + 1);
    for (Family family : families) {
      if (family.fits(protocol, name)) {
        result = overlaid(result, family.row);
      }
    }
    return dialect == null ? result : overlaid(result, dialect.set());
  }

  static boolean matches(String pattern, String model) {
    if (pattern.length() > 1 && pattern.startsWith("*") && pattern.endsWith("*")) {
      return model.contains(pattern.substring(1, pattern.length() - 1));
    }
    if (pattern.endsWith("*")) {
      return model.startsWith(pattern.substring(0, pattern.length() - 1));
    }
    return pattern.startsWith("*") ? model.endsWith(pattern.substring(1)) : model.equals(pattern);
  }

  private static Capabilities overlaid(@Nullable Capabilities base, JsonNode row) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (base != null) {
      flags.addAll(base.flags());
    }
    for (Flag flag : Flag.values()) {
      JsonNode value = row.get(camelCase(flag));
      if (value != null && value.asBoolean()) {
        flags.add(flag);
      } else if (value != null) {
        flags.remove(flag);
      }
    }
    return new Capabilities(
        flags,
        constant(row, "sampling", base == null ? SamplingSet.FULL : base.sampling()),
        constant(row, "reasoning", base == null ? ReasoningUse.NONE : base.reasoning()),
        constant(
            row, "systemPlacement", base == null ? SystemPlacement.SYSTEM : base.systemPlacement()),
        number(row, "stopSequences", base == null ? Integer.valueOf(0) : base.stopSequences()),
        row.has("maxTokensField")
            ? row.get("maxTokensField").asString()
            : base == null ? "max_tokens" : base.maxTokensField(),
        nullableNumber(row, "maxOutput", base == null ? null : base.maxOutput()),
        nullableNumber(row, "contextWindow", base == null ? null : base.contextWindow()),
        controls(row, base == null ? ReasoningControls.NONE : base.controls()));
  }

  private static ReasoningControls controls(JsonNode row, ReasoningControls base) {
    JsonNode budget = row.get("reasoningBudget");
    return new ReasoningControls(
        row.has("reasoningControl")
            ? constant(row, "reasoningControl", Control.EFFORT)
            : base.control(),
        row.has("reasoningLevels") ? levels(row.get("reasoningLevels")) : base.levels(),
        budget == null ? base.minBudget() : nullableNumber(budget, "min", null),
        budget == null ? base.maxBudget() : nullableNumber(budget, "max", null),
        constant(row, "reasoningState", base.state()),
        row.has("reasoningYieldsToForcedTool")
            ? row.get("reasoningYieldsToForcedTool").asBoolean()
            : base.yieldsToForcedTool());
  }

  private static Set<Effort> levels(JsonNode words) {
    Set<Effort> levels = EnumSet.noneOf(Effort.class);
    words.forEach(word -> levels.add(Effort.valueOf(word.asString().toUpperCase(Locale.ROOT))));
    return levels;
  }

  private static <E extends Enum<E>> E constant(JsonNode row, String name, E fallback) {
    JsonNode value = row.get(name);
    return value == null
        ? fallback
        : Enum.valueOf(
            fallback.getDeclaringClass(),
            value.asString().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
  }

  private static int number(JsonNode row, String name, Integer fallback) {
    JsonNode value = row.get(name);
    return value == null ? fallback : value.asInt();
  }

  private static @Nullable Integer nullableNumber(
      JsonNode row, String name, @Nullable Integer fallback) {
    JsonNode value = row.get(name);
    return value == null ? fallback : Integer.valueOf(value.asInt());
  }

  private static String camelCase(Flag flag) {
    StringBuilder name = new StringBuilder();
    for (String word : flag.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
