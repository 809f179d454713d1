package dev.dragoman.operator.monitoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard as it is written: {@code src/test/resources/dashboards/NAME.yaml}.
 *
 * @param name of its file
 * @param panels in the order in which they are read
 */
public record Dashboard(String name, String title, String description, List<Panel> panels) {
  static final Path FOLDER = Path.of("src/test/resources/dashboards");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public Dashboard {
    panels = List.copyOf(panels);
  }

  /**
   * One panel.
   *
   * @param unit of its values, by Grafana's id of units
   * @param show what it is drawn as
   * @param quiet whether it may show 0 of a fleet under load: nothing is lost, nobody waits
   */
  public record Panel(
      String title,
      String description,
      String unit,
      @Nullable Show show,
      boolean quiet,
      List<Query> queries) {
    public Panel {
      queries = List.copyOf(queries);
    }

    Show shown() {
      return show == null ? Show.TIMESERIES : show;
    }
  }

  /** What a panel is drawn as. */
  public enum Show {
    @JsonProperty("timeseries")
    TIMESERIES("timeseries"),
    @JsonProperty("stat")
    STAT("stat"),
    @JsonProperty("bargauge")
    BARGAUGE("bargauge");

    private final String type;

    Show(String type) {
      this.type = type;
    }

    /** Grafana's name of the kind of panel. */
    String type() {
      return type;
    }
  }

  /**
   * One query.
   *
   * @param legend names each series, with labels in double braces
   */
  public record Query(String expr, String legend) {
    /** With the interval that Grafana would choose. */
    public String over(String interval) {
      return expr.replace("$__rate_interval", interval);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private record Written(String title, String description, List<Panel> panels) {}

  /** All dashboards, by the names of their files. */
  public static List<Dashboard> all() throws IOException {
    List<Dashboard> dashboards = new ArrayList<>();
    for (Path file : Repository.files(FOLDER, ".yaml")) {
      Written written = YAML.readValue(file.toFile(), Written.class);
      dashboards.add(
          new Dashboard(
              String.valueOf(file.getFileName()).replace(".yaml", ""),
              written.title,
              written.description,
              written.panels));
    }
    return dashboards;
  }
}
