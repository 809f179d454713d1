package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.codec.Dialect.Quirk;
import dev.dragoman.protocol.model.ProtocolId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row {@code dialects} of {@code families.yaml}.
 *
 * @param path before the protocol's paths
 * @param versionedPath in its place where calls name a version of the interface, null when they
 *     never do
 * @param publisher see {@link Dialect#publisher}
 * @param quirks see {@link Dialect#quirks}
 * @param genAiProvider see {@link Dialect#genAiProvider}
 * @param base capabilities that a family may change
 * @param set capabilities whatever the model is
 */
record DialectRow(
    ProtocolId protocol,
    String name,
    boolean passThrough,
    @Nullable String credential,
    String path,
    @Nullable String versionedPath,
    @Nullable String publisher,
    Set<Quirk> quirks,
    @Nullable String genAiProvider,
    JsonNode base,
    JsonNode set) {
  static DialectRow of(JsonNode row) {
    return new DialectRow(
        new ProtocolId(row.get("protocol").asString()),
        row.get("name").asString(),
        row.get("passThrough").asBoolean(),
        text(row, "credential"),
        row.path("path").asString(""),
        text(row, "versionedPath"),
        text(row, "publisher"),
        quirks(row.path("quirks")),
        text(row, "genAiProvider"),
        row.get("base"),
        row.get("set"));
  }

  private static Set<Quirk> quirks(JsonNode names) {
    Set<Quirk> quirks = new HashSet<>();
    names.forEach(name ->
        quirks.add(
            Quirk.valueOf(name.asString().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))));
    return quirks;
  }

  private static @Nullable String text(JsonNode row, String name) {
    JsonNode value = row.get(name);
    return value == null ? null : value.asString();
  }

  Dialect dialect(@Nullable String apiVersion) {
    if (apiVersion == null) {
      return of(path, "");
    }
    if (versionedPath == null) {
      throw new IllegalArgumentException("the dialect " + name + " has no API versions");
    }
    String version = URLEncoder.encode(apiVersion, StandardCharsets.UTF_8);
    return of(versionedPath, "?api-version=" + version);
  }

  private Dialect of(String prefix, String query) {
    return new Dialect(
        name, passThrough, credential, prefix, query, publisher, quirks, genAiProvider);
  }
}
