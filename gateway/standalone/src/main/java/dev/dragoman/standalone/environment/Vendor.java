package dev.dragoman.standalone.environment;

import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.standalone.yaml.YamlDocuments;
import dev.dragoman.standalone.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Someone whose models can be reached with one key.
 *
 * @param name of the provider that stands for the vendor
 * @param dialect how its server deviates from the protocol, null when it does not
 * @param variables what the names of its variables begin with
 * @param otherKeyVariable a second name of the variable for the key, which the first wins over;
 *     null for none
 * @param urlVariable the variable that names another base URL
 * @param baseUrl where its own SDK goes, null when that is each customer's own
 * @param prefixes how the names of its models begin
 * @param models names that are served without further word
 */
record Vendor(
    String name,
    ProtocolName protocol,
    DialectEntry.@Nullable Name dialect,
    String variables,
    @Nullable String otherKeyVariable,
    String urlVariable,
    @Nullable URI baseUrl,
    List<String> prefixes,
    List<String> models) {
  private static final String TABLE = "vendors.yaml";

  Vendor {
    prefixes = List.copyOf(prefixes);
    models = List.copyOf(models);
  }

  String keyVariable() {
    return variables + "_API_KEY";
  }

  /** The variable that names the version of the interface, where there are versions. */
  String versionVariable() {
    return variables + "_API_VERSION";
  }

  /** Whether a model of this name is the vendor's, as far as a name can tell. */
  boolean owns(String model) {
    return models.contains(model) || prefixes.stream().anyMatch(model::startsWith);
  }

  /** The vendors that this build knows, from {@code vendors.yaml} beside this class. */
  static List<Vendor> known() {
    YamlFile file = YamlDocuments.read(TABLE, table());
    if (!file.problems().isEmpty() || !file.documents().getFirst().problems().isEmpty()) {
      throw new IllegalStateException(file.problems() + " " + file.documents());
    }
    List<Vendor> vendors = new ArrayList<>();
    for (Object row : items(file.documents().getFirst().tree(), "vendors")) {
      Map<?, ?> vendor = (Map<?, ?>) row;
      String variables = textOr(vendor, "variables", text(vendor, "name").toUpperCase(Locale.ROOT));
      vendors.add(
          new Vendor(
              text(vendor, "name"),
              ProtocolName.valueOf(text(vendor, "protocol")),
              vendor.containsKey("dialect")
                  ? DialectEntry.Name.valueOf(text(vendor, "dialect"))
                  : null,
              variables,
              vendor.containsKey("otherKeyVariable") ? text(vendor, "otherKeyVariable") : null,
              textOr(vendor, "urlVariable", variables + "_BASE_URL"),
              vendor.containsKey("baseUrl") ? URI.create(text(vendor, "baseUrl")) : null,
              texts(vendor, "prefixes"),
              texts(vendor, "models")));
    }
    return vendors;
  }

  private static List<?> items(Map<?, ?> row, String field) {
    return (List<?>) Objects.requireNonNull(row.get(field), field);
  }

  private static String text(Map<?, ?> row, String field) {
    return (String) Objects.requireNonNull(row.get(field), field);
  }

  private static String textOr(Map<?, ?> row, String field, String otherwise) {
    return row.containsKey(field) ? text(row, field) : otherwise;
  }

  private static List<String> texts(Map<?, ?> row, String field) {
    return items(row, field).stream().map(String.class::cast).toList();
  }

  private static String table() {
    try (InputStream yaml = Vendor.class.getResourceAsStream(TABLE)) {
      Objects.requireNonNull(yaml, TABLE + " is not beside its class");
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
