package dev.dragoman.benchmarks.fleet;

import dev.dragoman.benchmarks.Times;
import java.util.Locale;

/** The text that a run ends with. */
record FleetReport(FleetPlan plan, FleetFigures figures) {
  String text() {
    return String.join(
        "\n",
        String.format(
            Locale.ROOT,
            "%,d routes and %,d keys on one gateway; %d cores, %s %s, Java %s",
            plan.count(),
            plan.count(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version()),
        String.format(
            Locale.ROOT,
            "median of %d rounds after %d of warm-up; cold is one",
            plan.rounds(),
            plan.warmUp()),
        "",
        head("operator: resolve and render"),
        row("cold: the first work of a fresh JVM", figures.cold(), "2000"),
        row("warm: everything anew", figures.warm(), ""),
        row("one route changed, the rest taken over", figures.edited(), "50"),
        row("floor: the rendered entries copied into lists", figures.copied(), ""),
        row("floor: the rendered configuration written as JSON", figures.written(), ""),
        "",
        head("pod: parse, compile and swap"),
        row("first configuration of a pod", figures.pod().first(), ""),
        row("one route changed, with the copy on disk", figures.pod().edited(), "50"),
        row("one more key denied", figures.pod().denied(), ""),
        "",
        String.format(
            Locale.ROOT,
            "heap after collection: resources %.1f MB, resolved fleet and configuration %.1f MB more",
            figures.resourceHeap() / 1e6,
            figures.fleetHeap() / 1e6),
        String.format(Locale.ROOT, "configuration as JSON: %.1f MB", figures.jsonBytes() / 1e6));
  }

  private static String head(String name) {
    return String.format(
        Locale.ROOT,
        "%-49s |      ms |            range |  CPU ms | allocated MB | target CPU ms",
        name);
  }

  private static String row(String name, Times times, String target) {
    return String.format(
            Locale.ROOT,
            "%-49s | %7.1f | %7.1f-%8.1f | %7.1f | %12.1f | %s",
            name,
            times.elapsed().median(),
            times.elapsed().least(),
            times.elapsed().most(),
            times.cpu().median(),
            times.allocated().median(),
            target.isEmpty() ? "" : "under " + target)
        .stripTrailing();
  }
}
