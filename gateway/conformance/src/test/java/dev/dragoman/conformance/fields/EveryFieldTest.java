package dev.dragoman.conformance.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.model.ProtocolId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every field that the official SDKs can send is said to every upstream, refused, or reported as
 * left out: nothing gets lost (protocols.md 1.2).
 */
class EveryFieldTest {
  private static final Path PAGE =
      Path.of(System.getProperty("dragoman.gateway", "..")).resolve("docs/fields.md");

  /** A capable model of each upstream's own. */
  private static final Map<ProtocolId, String> MODELS = new LinkedHashMap<>();

  static {
    MODELS.put(ProtocolId.ANTHROPIC, "claude-sonnet-4-5");
    MODELS.put(ProtocolId.OPENAI_CHAT, "gpt-5.1");
    MODELS.put(ProtocolId.OPENAI_RESPONSES, "gpt-5.1");
    MODELS.put(ProtocolId.BEDROCK, "anthropic.claude-sonnet-4-5-20250929-v1:0");
    MODELS.put(ProtocolId.GEMINI, "gemini-3-pro-preview");
  }

  @Test
  void everyFieldOfTheSdksIsTried() throws Exception {
    for (ClientProtocol client : Protocols.all()) {
      for (Place place : Place.of(client)) {
        assertThat(place.missing()).as("%s of %s", place.name(), client.id()).isEmpty();
      }
    }
  }

  @Test
  void noFieldGetsLost() throws IOException {
    List<String> lost = new ArrayList<>();
    for (ClientProtocol client : Protocols.all()) {
      for (Place place : Place.of(client)) {
        for (String field : place.fields().keySet()) {
          for (Map.Entry<ProtocolId, String> upstream : MODELS.entrySet()) {
            if (Fate.of(place, field, upstream.getKey(), upstream.getValue()) == Fate.LOST) {
              lost.add(
                  client.id() + " to " + upstream.getKey() + ": " + field + " of " + place.name());
            }
          }
        }
      }
    }
    assertThat(lost).isEmpty();
  }

  @Test
  void thePageSaysWhatBecomesOfEachField() throws IOException {
    // When
    String page = page();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }

    // Then
    assertThat(PAGE).as("rewrite it with -Dgolden.update=true").hasContent(page);
  }

  private static String page() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Fields

            What becomes of each field that the official SDKs can send, on its way to a model of
            another protocol, or of its own where the request is converted all the same. Generated
            by `EveryFieldTest`; rewrite it with `mvn verify -Dgolden.update=true`.

            """);
    page.append("The models: ")
        .append(String.join(", ", new LinkedHashSet<>(MODELS.values())))
        .append(".\n");
    for (ClientProtocol client : Protocols.all()) {
      page.append("\n## Clients of ").append(client.id()).append("\n\n| field | of |");
      MODELS.keySet().forEach(upstream -> page.append(" to ").append(upstream).append(" |"));
      page.append("\n|---|---|").append("---|".repeat(MODELS.size())).append('\n');
      for (Place place : Place.of(client)) {
        for (String field : place.fields().keySet()) {
          page.append("| `").append(field).append("` | ").append(place.name()).append(" |");
          for (Map.Entry<ProtocolId, String> upstream : MODELS.entrySet()) {
            Fate fate = Fate.of(place, field, upstream.getKey(), upstream.getValue());
            page.append(' ').append(fate.words()).append(" |");
          }
          page.append('\n');
        }
      }
    }
    return page.toString();
  }
}
