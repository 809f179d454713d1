package dev.dragoman.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dragoman.operator.chart.ValuesSchema.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart's README says what the chart is. */
class ReadmeTest {
  private static final Path FILE = Chart.DRAGOMAN.folder().resolve("README.md");
  private static final String MARK = "<!-- values -->";
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");
  private static final Pattern METRIC = Pattern.compile("dragoman_[a-z_]+");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theTableIsThatOfTheValues() throws IOException {
    String text = Files.readString(FILE);
    String wanted = text.substring(0, text.indexOf(MARK)) + MARK + "\n\n" + table();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(FILE, wanted);
      return;
    }
    assertThat(text).as("-Dgolden.update=true rewrites it").isEqualTo(wanted);
  }

  private static String table() throws IOException {
    JsonNode values = ValuesSchema.values(Chart.DRAGOMAN);
    StringBuilder table = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
    for (Entry entry : ValuesSchema.of(Chart.DRAGOMAN).entries()) {
      JsonNode standard = values.at("/" + entry.path().replace('.', '/'));
      if (entry.isBranch() || standard.isMissingNode()) {
        continue;
      }
      table
          .append("| `")
          .append(entry.path())
          .append("` | `")
          .append(JSON.writeValueAsString(standard))
          .append("` | ")
          .append(entry.description())
          .append(choices(entry.rule()))
          .append(" |\n");
    }
    return table.toString();
  }

  private static String choices(JsonNode rule) {
    List<String> choices =
        rule.path("enum").valueStream().map(one -> "`" + one.asText() + "`").toList();
    return choices.isEmpty() ? "" : " One of " + String.join(", ", choices) + ".";
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    for (Path file : List.of(FILE, FILE.resolveSibling("gitops/README.md"))) {
      List<String> links =
          LINK.matcher(Files.readString(file)).results().map(link -> link.group(1)).toList();
      assertThat(links).isNotEmpty();
      assertThat(links).allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
    }
  }

  @Test
  void everyMetricThatItAsksForIsServed() throws IOException {
    String known = Files.readString(Chart.repository().resolve("gateway/docs/metrics.md"));
    List<String> asked =
        METRIC.matcher(Files.readString(FILE)).results().map(metric -> metric.group()).toList();
    assertThat(asked).isNotEmpty();
    assertThat(asked)
        .allSatisfy(
            metric -> assertThat(known).contains("`" + metric.replaceFirst("_count$", "") + "`"));
  }

  @Test
  void everyFileOfACommandIsThere() throws IOException {
    Stream<String> words =
        Files.readString(FILE).lines().flatMap(line -> Stream.of(line.split("[ `)]+", -1)));
    assertThat(words.filter(word -> word.startsWith("charts/")).distinct())
        .isNotEmpty()
        .allSatisfy(path -> assertThat(Chart.repository().resolve(path)).exists());
  }
}
