package dev.dragoman.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.resources.ApiKeySpec;
import dev.dragoman.resources.LlmGatewaySpec;
import dev.dragoman.resources.LlmProviderSpec;
import dev.dragoman.resources.LlmQuotaSpec;
import dev.dragoman.resources.LlmRouteSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The page that says of every field whether this version acts on it is made from the table. */
class FieldsPageTest {
  private static final Path PAGE = Path.of("../docs/fields.md");
  private static final Map<Kind, Class<? extends Record>> SPECS =
      Map.of(
          Kind.LlmGateway, LlmGatewaySpec.class,
          Kind.LlmProvider, LlmProviderSpec.class,
          Kind.LlmRoute, LlmRouteSpec.class,
          Kind.ApiKey, ApiKeySpec.class,
          Kind.LlmQuota, LlmQuotaSpec.class);

  private final Honoured honoured = Honoured.load();

  @Test
  void thePageSaysWhatTheTableSays() throws IOException {
    // When
    String page = page();

    // Then
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(page).isEqualTo(Files.readString(PAGE));
  }

  @Test
  void everyLineOfTheTableNamesAField() {
    // Given
    Set<String> unknown = new TreeSet<>(honoured.paths());

    // When
    for (Kind kind : Kind.values()) {
      for (String leaf : leaves(kind).keySet()) {
        unknown.removeIf(line -> covers(line, kind + " " + leaf));
      }
    }

    // Then
    assertThat(unknown).isEmpty();
  }

  private static boolean covers(String line, String leaf) {
    return leaf.equals(line)
        || leaf.startsWith(line + ".")
        || leaf.startsWith(line + "[]")
        || leaf.startsWith(line + "{}");
  }

  private static Map<String, String> leaves(Kind kind) {
    Class<? extends Record> spec = SPECS.get(kind);
    if (spec == null) {
      throw new IllegalStateException("no spec of " + kind);
    }
    Map<String, String> leaves = new java.util.TreeMap<>();
    SpecFields.leaves(spec)
        .forEach((path, fallback) -> leaves.put(path, fallback == null ? "" : fallback));
    return leaves;
  }

  private String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Fields that this version acts on

            Generated from `crds/fleet`; `mvn verify -Dgolden.update=true` rewrites it. A field that is
            refused may be left out or set to its default; set to anything else, its object gets
            `Accepted=False`, reason `UnsupportedValue`, and the field's name in the message. `[]` is a
            list's element, `{}` a map's value.

            `in a cluster` is a field that the operator acts on. `dragoman run DIR` accepts it, so that the
            same files serve both, and says which of them it does without.

            `informational` is a field that is accepted and changes nothing that a gateway does: `owner`
            and `tags` tell people and reports who is behind a key and what it is for.
            """);
    for (Kind kind : Kind.values()) {
      page.append("\n## ").append(kind).append("\n\n| field of `spec` | default | acted on |\n");
      page.append("|---|---|---|\n");
      leaves(kind)
          .forEach((path, fallback) ->
              page.append("| `")
                  .append(path)
                  .append("` | ")
                  .append(fallback.isEmpty() ? "" : "`" + fallback + "`")
                  .append(" | ")
                  .append(verdict(kind, path))
                  .append(" |\n"));
    }
    return page.toString();
  }

  private String verdict(Kind kind, String path) {
    return switch (honoured.scope(kind, path).orElse(null)) {
      case null -> "refused";
      case Informational -> "informational";
      case Cluster -> "in a cluster";
      case Everywhere -> {
        Set<String> only = new TreeSet<>(honoured.onlyValues(kind, path));
        yield only.isEmpty() ? "yes" : "only `" + String.join("`, `", only) + "`";
      }
    };
  }
}
