package dev.dragoman.standalone.environment;

import dev.dragoman.contract.ProtocolName;
import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.Problems;
import dev.dragoman.standalone.yaml.YamlCursor;
import dev.dragoman.standalone.yaml.YamlDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Someone whose models can be reached with one key.
 *
 * @param name of the provider that stands for the vendor
 * @param baseUrl where its own SDK goes
 * @param prefixes how the names of its models begin
 * @param models names that are served without further word
 */
record Vendor(
    String name, ProtocolName protocol, URI baseUrl, List<String> prefixes, List<String> models) {
  private static final String TABLE = "vendors.yaml";
  private static final int MAX_ROWS = 1_000;
  private static final Fields ROW = Fields.of("name", "protocol", "baseUrl", "prefixes", "models");

  Vendor {
    prefixes = List.copyOf(prefixes);
    models = List.copyOf(models);
  }

  String keyVariable() {
    return name.toUpperCase(Locale.ROOT) + "_API_KEY";
  }

  String urlVariable() {
    return name.toUpperCase(Locale.ROOT) + "_BASE_URL";
  }

  /** Whether a model of this name is the vendor's, as far as a name can tell. */
  boolean owns(String model) {
    return models.contains(model) || prefixes.stream().anyMatch(model::startsWith);
  }

  /** The vendors that this build knows, from {@code vendors.yaml} beside this class. */
  static List<Vendor> known() {
    Problems problems = new Problems();
    List<YamlCursor> documents = YamlDocuments.read(TABLE, table(), problems);
    List<Vendor> vendors = new ArrayList<>();
    for (YamlCursor row : documents.getFirst().items("vendors", MAX_ROWS)) {
      row.allow(ROW);
      vendors.add(
          new Vendor(
              text(row, "name"),
              ProtocolName.valueOf(text(row, "protocol")),
              URI.create(text(row, "baseUrl")),
              texts(row, "prefixes"),
              texts(row, "models")));
    }
    if (problems.count() > 0) {
      throw new IllegalStateException(problems.inReadingOrder().toString());
    }
    return vendors;
  }

  private static String text(YamlCursor row, String field) {
    YamlCursor cursor = Objects.requireNonNull(row.field(field), field);
    return Objects.requireNonNull(cursor.text(), field);
  }

  private static List<String> texts(YamlCursor row, String field) {
    return row.items(field, MAX_ROWS).stream()
        .map(item -> Objects.requireNonNull(item.text(), field))
        .toList();
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
