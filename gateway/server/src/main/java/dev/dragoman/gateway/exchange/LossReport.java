package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a request loses on its way to its target, as replies, the log and refusals say it. */
public final class LossReport {
  /** Asks for a refusal instead of any loss: {@code true} or {@code false}. */
  static final String STRICT = "x-dragoman-strict";

  /** Proxies refuse longer header lines. */
  private static final int MAX_HEADER = 4_000;

  private static final int MAX_IN_LOG = 400;
  private static final int MAX_IN_REFUSAL = 5;

  private LossReport() {}

  /** One entry a loss: {@code path;class;"reason"}, comma-separated, whole entries only. */
  static String header(List<Dropped> dropped) {
    return joined(
        dropped.stream()
            .map(loss ->
                ascii(loss.path())
                    + ";"
                    + word(loss)
                    + ";\""
                    + ascii(loss.reason()).replace('"', '\'')
                    + "\"")
            .toList(),
        MAX_HEADER);
  }

  /** The fields and what their loss means, such as {@code seed;advisory, thinking;opaque_state}. */
  public static String summary(List<Dropped> dropped) {
    return joined(
        dropped.stream().map(loss -> ascii(loss.path()) + ";" + word(loss)).toList(), MAX_IN_LOG);
  }

  /** The class of a loss as headers, logs and metrics spell it. */
  public static String word(Dropped loss) {
    return loss.loss().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses a request whose caller wants nothing lost.
   *
   * @throws GatewayException {@code INVALID_REQUEST} naming the fields, or the header when it says
   *     neither true nor false
   */
  static void check(WireHeaders client, List<Dropped> dropped) {
    String strict = client.first(STRICT);
    if (strict == null || strict.strip().equalsIgnoreCase("false")) {
      return;
    }
    if (!strict.strip().equalsIgnoreCase("true")) {
      throw GatewayException.invalid(
          STRICT, "header " + STRICT + ": it is either true or false; leave it out for false");
    }
    if (!dropped.isEmpty()) {
      throw GatewayException.invalid(dropped.getFirst().path(), refusal(dropped));
    }
  }

  private static String refusal(List<Dropped> dropped) {
    String fields =
        dropped.stream()
            .limit(MAX_IN_REFUSAL)
            .map(loss -> loss.path() + ": " + loss.reason())
            .collect(Collectors.joining("; "));
    int more = dropped.size() - MAX_IN_REFUSAL;
    return fields
        + (more > 0 ? "; and " + more + " more" : "")
        + " ("
        + STRICT
        + " asks for a refusal instead of a loss)";
  }

  private static String joined(List<String> entries, int most) {
    StringBuilder line = new StringBuilder();
    for (String entry : entries) {
      if (line.length() + entry.length() + 2 > most) {
        return line.append(line.isEmpty() ? "" : ", ").append("...").toString();
      }
      line.append(line.isEmpty() ? "" : ", ").append(entry);
    }
    return line.toString();
  }

  private static String ascii(String text) {
    return text.replaceAll("[^\\x20-\\x7E]", "?");
  }
}
