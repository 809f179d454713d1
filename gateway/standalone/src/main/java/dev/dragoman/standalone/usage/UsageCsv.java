package dev.dragoman.standalone.usage;

import dev.dragoman.store.report.UsageReport;
import dev.dragoman.store.report.UsageReport.UsageLine;
import dev.dragoman.store.window.Tally;
import java.util.List;
import java.util.Objects;

/** Usage for spreadsheets (RFC 4180, with line feeds): exact numbers, one line a group. */
public final class UsageCsv {
  private UsageCsv() {}

  /** The text with its heading. */
  public static String of(UsageReport usage) {
    StringBuilder text =
        new StringBuilder(usage.by().name())
            .append(",currency,requests,input_tokens,cached_tokens,output_tokens,limited,cost\n");
    usage.lines().forEach(line -> text.append(row(line)));
    return text.toString();
  }

  private static String row(UsageLine line) {
    Tally tally = line.tally();
    return String.join(
            ",",
            List.of(
                field(line.group()),
                Objects.requireNonNullElse(line.currency(), ""),
                Long.toString(tally.requests()),
                Long.toString(tally.inputTokens()),
                Long.toString(tally.cachedTokens()),
                Long.toString(tally.outputTokens()),
                Long.toString(tally.limited()),
                line.currency() == null ? "" : tally.cost().toPlainString()))
        + "\n";
  }

  private static String field(String text) {
    return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
