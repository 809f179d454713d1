package dev.dragoman.standalone.environment;

import dev.dragoman.standalone.yaml.YamlDocuments;
import dev.dragoman.standalone.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The names that Bedrock serves, from {@code bedrock.yaml} beside this class.
 *
 * @param prefixes how ids of Bedrock's own begin
 * @param claude Anthropic's names of models, each with what Bedrock calls it
 */
record BedrockModels(List<String> prefixes, List<Claude> claude) {
  private static final String TABLE = "bedrock.yaml";
  private static final String GLOBAL = "global";

  BedrockModels {
    prefixes = List.copyOf(prefixes);
    claude = List.copyOf(claude);
  }

  /**
   * A model of Anthropic.
   *
   * @param profiles geographies that have an inference profile of it
   */
  record Claude(String name, String id, List<String> profiles) {
    Claude {
      profiles = List.copyOf(profiles);
    }

    /** What to call it in {@code region}. */
    String in(String region) {
      for (String geography : geographies(region)) {
        if (profiles.contains(geography)) {
          return geography + "." + id;
        }
      }
      return profiles.contains(GLOBAL) ? GLOBAL + "." + id : id;
    }
  }

  /** The geographies of a region, the nearest first. */
  private static List<String> geographies(String region) {
    return switch (region) {
      case String r when r.startsWith("us-gov-") -> List.of("us-gov");
      case String r when r.startsWith("us-") || r.startsWith("ca-") -> List.of("us");
      case String r when r.startsWith("eu-") -> List.of("eu");
      case "ap-northeast-1", "ap-northeast-3" -> List.of("jp", "apac");
      case "ap-southeast-2", "ap-southeast-4" -> List.of("au", "apac");
      case String r when r.startsWith("ap-") -> List.of("apac");
      default -> List.of();
    };
  }

  /** Ids by Anthropic's name, for {@code region}. */
  Map<String, String> claudeIn(String region) {
    Map<String, String> ids = new LinkedHashMap<>();
    claude.forEach(model -> ids.put(model.name(), model.in(region)));
    return ids;
  }

  static BedrockModels known() {
    YamlFile file = YamlDocuments.read(TABLE, table());
    if (!file.problems().isEmpty() || !file.documents().getFirst().problems().isEmpty()) {
      throw new IllegalStateException(file.problems() + " " + file.documents());
    }
    Map<?, ?> tree = file.documents().getFirst().tree();
    List<Claude> claude = new ArrayList<>();
    for (Object row : (List<?>) of(tree, "models")) {
      Map<?, ?> model = (Map<?, ?>) row;
      claude.add(
          new Claude(
              (String) of(model, "name"), (String) of(model, "id"), texts(model, "profiles")));
    }
    return new BedrockModels(texts(tree, "prefixes"), claude);
  }

  private static List<String> texts(Map<?, ?> row, String field) {
    return ((List<?>) of(row, field)).stream().map(String.class::cast).toList();
  }

  private static Object of(Map<?, ?> row, String field) {
    return Objects.requireNonNull(row.get(field), field);
  }

  private static String table() {
    try (InputStream yaml = BedrockModels.class.getResourceAsStream(TABLE)) {
      Objects.requireNonNull(yaml, TABLE + " is not beside its class");
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
