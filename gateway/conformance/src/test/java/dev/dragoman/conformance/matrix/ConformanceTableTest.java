package dev.dragoman.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.matrix.ConformancePage.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every feature between every client and every upstream; the page that says so is what is so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTableTest {
  private static final int LEAST_FEATURES = 45;
  private static final Path PAGE = Path.of("../docs/conformance.md");
  private static final Path README = Path.of("../../README.md");
  private static final String BEGIN = "<!-- conformance -->\n";
  private static final String END = "<!-- /conformance -->\n";

  private final Map<Place, Cell> cells = new LinkedHashMap<>();
  private List<Feature> features;
  private ConformancePage written;

  @BeforeAll
  void fill(@TempDir Path home) throws IOException, InterruptedException {
    features = Features.all();
    try (Matrix matrix = new Matrix(home)) {
      for (Feature feature : features) {
        for (Client client : Client.values()) {
          for (Column column : Column.values()) {
            cells.put(
                new Place(feature.id(), client, column), matrix.cell(feature, client, column));
          }
        }
      }
    }
    written = new ConformancePage(features, cells);
  }

  @Test
  void nothingIsLostOrBent() {
    List<String> failures = new ArrayList<>();
    cells.forEach((place, cell) -> {
      if (cell instanceof Cell.Failed(String what)) {
        failures.add(place + ": " + what);
      }
    });
    assertThat(failures).isEmpty();
  }

  @Test
  void thePageSaysWhatIsSo() throws IOException {
    String page = written.page();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("-Dgolden.update=true rewrites it").hasContent(page);
  }

  @Test
  void theReadmeShowsItsSummary() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    String summary = String.join("\n", written.summary()) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(README, readme.substring(0, begin) + summary + readme.substring(end));
      readme = Files.readString(README);
      end = readme.indexOf(END);
    }
    assertThat(readme.substring(begin, end))
        .as("-Dgolden.update=true rewrites it")
        .isEqualTo(summary);
  }

  @Test
  void manyFeaturesAreAskedForByEveryClient() {
    assertThat(features).hasSizeGreaterThanOrEqualTo(LEAST_FEATURES);
    assertThat(features).extracting(Feature::id).doesNotHaveDuplicates();
    assertThat(cells).hasSize(features.size() * Client.values().length * Column.values().length);
  }

  @Test
  void noExpectationIsForAnUpstreamThatIsNotThere() {
    TreeSet<String> known = new TreeSet<>();
    for (Column column : Column.values()) {
      known.add(column.id());
      known.add(column.wire().id());
    }
    for (Feature feature : features) {
      if (feature.isTold()) {
        assertThat(known).as(feature.id()).containsAll(feature.toldNames());
      }
    }
  }
}
