package dev.dragoman.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The text that a run ends with: what it ran on, the table, and what was wrong. */
final class Report {
  private static final List<String> HEAD =
      List.of(
          "program",
          "requests/s",
          "CPU ms/request",
          "x floor (range)",
          "RSS MB load/streams",
          "events expected",
          "received",
          "lost",
          "streams took s");

  private final Plan plan;
  private final Workload workload;
  private final String flags;
  private final List<Row> rows;

  /**
   * Of the rows of one run.
   *
   * @param rows the upstream first and the floor second
   */
  Report(Plan plan, Workload workload, String flags, List<Row> rows) {
    this.plan = plan;
    this.workload = workload;
    this.flags = flags;
    this.rows = List.copyOf(rows);
  }

  /** Whether every request was answered and every event arrived. */
  boolean isWhole() {
    return rows.stream().allMatch(Row::isWhole);
  }

  String text() {
    return Stream.of(conditions(), table(), faults())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  private String conditions() {
    return String.format(
        Locale.ROOT,
        """
        %d cores, %s %s, Java %s; each program on its own JVM: %s
        %d connections, %s; %d s of warm-up, then the median of %d rounds of %d s
        %d streams at once, %d events each, one every %d ms: %d s when nothing delays them\
        """,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version(),
        flags,
        plan.connections(),
        workload.description(),
        plan.warmUp().toSeconds(),
        plan.rounds(),
        plan.round().toSeconds(),
        plan.streams(),
        plan.events(),
        plan.interval().toMillis(),
        plan.streamLength().toSeconds());
  }

  private String table() {
    List<List<String>> lines =
        Stream.concat(Stream.of(HEAD), rows.stream().map(this::cells)).toList();
    List<Integer> widths =
        IntStream.range(0, HEAD.size())
            .mapToObj(column ->
                lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
            .toList();
    return lines.stream().map(line -> aligned(line, widths)).collect(Collectors.joining("\n"));
  }

  private List<String> cells(Row row) {
    Statistics timesFloor = row.timesFloor(rows.get(1));
    StreamCount streams = row.streams();
    return List.of(
        row.name(),
        String.format(Locale.ROOT, "%,.0f", row.requestsPerSecond()),
        String.format(Locale.ROOT, "%.3f", row.cpuMillisPerRequest()),
        String.format(
            Locale.ROOT,
            "%.2f (%.2f-%.2f)",
            timesFloor.median(),
            timesFloor.least(),
            timesFloor.most()),
        megabytes(row.loadedBytes()) + " / " + megabytes(row.streamingBytes()),
        String.format(Locale.ROOT, "%,d", streams.expected()),
        String.format(Locale.ROOT, "%,d", streams.received()),
        String.format(Locale.ROOT, "%,d", streams.lost()),
        String.format(Locale.ROOT, "%.1f", row.streamTime().toMillis() / 1e3));
  }

  private String faults() {
    return rows.stream()
        .filter(row -> !row.isWhole())
        .map(row ->
            String.format(
                Locale.ROOT,
                "FAULT %s: %d wrong answers, %d events lost, %d streams broken",
                row.name(),
                row.failures(),
                row.streams().lost(),
                row.streams().broken()))
        .collect(Collectors.joining("\n"));
  }

  private static String aligned(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(column ->
            String.format(
                Locale.ROOT,
                column == 0 ? "%-" + widths.get(column) + "s" : "%" + widths.get(column) + "s",
                cells.get(column)))
        .collect(Collectors.joining(" | "));
  }

  private static String megabytes(long bytes) {
    return Long.toString(Math.round(bytes / 1e6));
  }
}
