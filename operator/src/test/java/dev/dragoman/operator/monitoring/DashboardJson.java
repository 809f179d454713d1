package dev.dragoman.operator.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dragoman.operator.monitoring.Dashboard.Panel;
import dev.dragoman.operator.monitoring.Dashboard.Query;
import dev.dragoman.operator.monitoring.Dashboard.Show;
import java.util.List;

/**
 * Writes dashboards as Grafana reads them (its classic JSON model, which all versions from 10 on
 * import), two panels a row, with the datasource as a variable.
 */
final class DashboardJson {
  private static final int SCHEMA = 39;
  private static final int COLUMNS = 2;
  private static final int WIDTH = 12;
  private static final int HEIGHT = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private DashboardJson() {}

  static String of(Dashboard dashboard) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    root.put("uid", "dragoman-" + dashboard.name());
    root.put("title", "Dragoman: " + dashboard.title());
    root.put("description", dashboard.description());
    root.putArray("tags").add("dragoman");
    root.put("schemaVersion", SCHEMA);
    root.put("editable", true);
    root.put("graphTooltip", 1);
    root.put("refresh", "30s");
    root.putObject("time").put("from", "now-1h").put("to", "now");
    root.putObject("templating").putArray("list").add(datasourceVariable());
    root.putArray("links").add(others());
    ArrayNode panels = root.putArray("panels");
    for (int i = 0; i < dashboard.panels().size(); i++) {
      panels.add(panel(dashboard.panels().get(i), i));
    }
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    return JSON.writer(printer).writeValueAsString(root) + "\n";
  }

  private static ObjectNode datasourceVariable() {
    return JSON.createObjectNode()
        .put("name", "datasource")
        .put("label", "Prometheus")
        .put("type", "datasource")
        .put("query", "prometheus");
  }

  private static ObjectNode others() {
    ObjectNode link =
        JSON.createObjectNode()
            .put("title", "Dragoman")
            .put("type", "dashboards")
            .put("asDropdown", true)
            .put("keepTime", true)
            .put("includeVars", true);
    link.putArray("tags").add("dragoman");
    return link;
  }

  private static ObjectNode datasource() {
    return JSON.createObjectNode().put("type", "prometheus").put("uid", "${datasource}");
  }

  private static ObjectNode panel(Panel panel, int index) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", index + 1);
    node.put("type", panel.shown().type());
    node.put("title", panel.title());
    node.put("description", panel.description());
    node.set("datasource", datasource());
    node.putObject("gridPos")
        .put("x", index % COLUMNS * WIDTH)
        .put("y", index / COLUMNS * HEIGHT)
        .put("w", WIDTH)
        .put("h", HEIGHT);
    ObjectNode defaults = node.putObject("fieldConfig").putObject("defaults");
    defaults.put("unit", panel.unit()).put("min", 0);
    if (panel.shown() == Show.TIMESERIES) {
      defaults.putObject("custom").put("fillOpacity", 10).put("showPoints", "never");
      node.putObject("options").putObject("tooltip").put("mode", "multi").put("sort", "desc");
    } else {
      ObjectNode reduced = node.putObject("options").putObject("reduceOptions");
      reduced.putArray("calcs").add("lastNotNull");
    }
    targets(node.putArray("targets"), panel.queries(), panel.shown() != Show.TIMESERIES);
    return node;
  }

  private static void targets(ArrayNode targets, List<Query> queries, boolean instant) {
    for (int i = 0; i < queries.size(); i++) {
      ObjectNode target = targets.addObject();
      target.put("refId", String.valueOf((char) ('A' + i)));
      target.set("datasource", datasource());
      target.put("expr", queries.get(i).expr());
      target.put("legendFormat", queries.get(i).legend());
      target.put("instant", instant).put("range", !instant);
    }
  }
}
