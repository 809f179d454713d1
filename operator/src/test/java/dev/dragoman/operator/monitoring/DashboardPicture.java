package dev.dragoman.operator.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dragoman.operator.monitoring.Dashboard.Panel;
import dev.dragoman.operator.monitoring.Dashboard.Query;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Draws dashboards from the answers to their own queries, for the documentation: {@code
 * grafana/pictures/NAME.png}. Not as Grafana draws them, but what it would draw.
 */
public final class DashboardPicture {
  private static final Path FOLDER = Repository.DASHBOARDS.resolve("pictures");
  private static final int WIDTH = 560;
  private static final int HEIGHT = 230;
  private static final int MARGIN = 12;
  private static final int LEFT = 62;
  private static final int TOP = 40;
  private static final int BOTTOM = 52;
  private static final int MOST_SERIES = 8;
  private static final int LINES = 3;
  private static final Duration STEP = Duration.ofSeconds(2);
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 13);
  private static final Color PAPER = new Color(0x181b1f);
  private static final Color CARD = new Color(0x22252b);
  private static final Color GRID = new Color(0x34383f);
  private static final Color INK = new Color(0xd0d4dc);
  private static final Color[] LINE_COLORS = {
    new Color(0x73bf69), new Color(0xf2cc0c), new Color(0x5794f2), new Color(0xff780a),
    new Color(0xb877d9), new Color(0xf2495c), new Color(0x8ab8ff), new Color(0xc0d8a0)
  };

  private final ScrapingPrometheus prometheus;
  private final Instant from;
  private final Instant to;
  private final String interval;

  /**
   * Of a span of time.
   *
   * @param interval that rates are taken over
   */
  public DashboardPicture(
      ScrapingPrometheus prometheus, Instant from, Instant to, String interval) {
    this.prometheus = prometheus;
    this.from = from;
    this.to = to;
    this.interval = interval;
  }

  private record Point(double second, double value) {}

  private record Series(String name, List<Point> points) {
    double last() {
      return points.getLast().value;
    }
  }

  /** Draws one. */
  public void write(Dashboard dashboard) throws IOException, InterruptedException {
    int rows = (dashboard.panels().size() + 1) / 2;
    BufferedImage image = new BufferedImage(2 * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D all = image.createGraphics();
    all.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    all.setColor(PAPER);
    all.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (int i = 0; i < dashboard.panels().size(); i++) {
      Graphics2D g = (Graphics2D) all.create(i % 2 * WIDTH, i / 2 * HEIGHT, WIDTH, HEIGHT);
      draw(g, dashboard.panels().get(i));
      g.dispose();
    }
    all.dispose();
    Files.createDirectories(FOLDER);
    ImageIO.write(image, "png", FOLDER.resolve(dashboard.name() + ".png").toFile());
  }

  private List<Series> series(Panel panel) throws IOException, InterruptedException {
    List<Series> series = new ArrayList<>();
    for (Query query : panel.queries()) {
      for (JsonNode one : prometheus.query(query.over(interval), from, to, STEP)) {
        List<Point> points = new ArrayList<>();
        for (JsonNode value : one.get("values")) {
          double number = Double.parseDouble(value.get(1).asText().replace("+Inf", "Infinity"));
          if (Double.isFinite(number)) {
            points.add(new Point(value.get(0).asDouble(), number));
          }
        }
        if (!points.isEmpty()) {
          series.add(new Series(named(query.legend(), one.get("metric")), points));
        }
      }
    }
    return series;
  }

  private static String named(String legend, JsonNode labels) {
    return LABEL.matcher(legend).replaceAll(label -> labels.path(label.group(1)).asText());
  }

  private void draw(Graphics2D g, Panel panel) throws IOException, InterruptedException {
    g.setColor(CARD);
    g.fillRoundRect(4, 4, WIDTH - 8, HEIGHT - 8, 8, 8);
    g.setColor(INK);
    g.setFont(BOLD);
    g.drawString(panel.title(), MARGIN, 24);
    g.setFont(PLAIN);
    List<Series> series = series(panel);
    double most =
        series.stream().flatMap(s -> s.points.stream()).mapToDouble(Point::value).max().orElse(1);
    double top = most > 0 ? most * 1.1 : 1;
    for (int line = 0; line <= LINES; line++) {
      int y = y(top * line / LINES, top);
      g.setColor(GRID);
      g.drawLine(LEFT, y, WIDTH - MARGIN, y);
      g.setColor(INK);
      g.drawString(shown(top * line / LINES, panel.unit()), MARGIN, y + 4);
    }
    int x = MARGIN;
    int row = 0;
    for (int i = 0; i < Math.min(series.size(), MOST_SERIES); i++) {
      Color color = LINE_COLORS[i];
      line(g, series.get(i), top, color);
      String text = series.get(i).name + "  " + shown(series.get(i).last(), panel.unit());
      int width = g.getFontMetrics().stringWidth(text) + 24;
      if (x + width > WIDTH - MARGIN && row == 0) {
        x = MARGIN;
        row++;
      }
      if (x + width <= WIDTH - MARGIN) {
        int y = HEIGHT - BOTTOM + 26 + row * 15;
        g.setColor(color);
        g.fillRect(x, y - 5, 10, 3);
        g.setColor(INK);
        g.drawString(text, x + 14, y);
        x += width;
      }
    }
  }

  private void line(Graphics2D g, Series series, double top, Color color) {
    g.setColor(color);
    g.setStroke(new BasicStroke(1.5f));
    Path2D path = new Path2D.Double();
    double span = Math.max(1, Duration.between(from, to).toSeconds());
    boolean begun = false;
    for (Point point : series.points) {
      double x = LEFT + (WIDTH - MARGIN - LEFT) * (point.second - from.getEpochSecond()) / span;
      int y = y(point.value, top);
      if (begun) {
        path.lineTo(x, y);
      } else {
        path.moveTo(x, y);
        begun = true;
      }
    }
    g.draw(path);
  }

  private static int y(double value, double top) {
    return (int) (HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.max(0, value) / top);
  }

  private static String shown(double value, String unit) {
    return switch (unit) {
      case "s" ->
          value >= 86_400
              ? number(value / 86_400) + " d"
              : value >= 1 || value == 0
                  ? number(value) + " s"
                  : value >= 1e-3 ? number(value * 1e3) + " ms" : number(value * 1e6) + " µs";
      case "percentunit" -> number(value * 100) + " %";
      case "reqps" -> number(value) + " req/s";
      case "ops" -> number(value) + "/s";
      case "bytes" -> value >= 1024 ? number(value / 1024) + " KiB" : number(value) + " B";
      case "bool_yes_no" -> value > 0 ? "yes" : "no";
      case "short" ->
          value >= 1e6
              ? number(value / 1e6) + " M"
              : value >= 1e3 ? number(value / 1e3) + " K" : number(value);
      default -> number(value);
    };
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 100 || value == Math.rint(value) ? "%.0f" : "%.2f", value);
  }
}
