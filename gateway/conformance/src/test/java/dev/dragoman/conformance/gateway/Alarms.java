package dev.dragoman.conformance.gateway;

import java.util.List;
import java.util.regex.Pattern;

/** What a gateway prints when it is at fault itself. */
public final class Alarms {
  private static final Pattern ALARM = Pattern.compile("LEAK:| ERROR ");

  private final GatewayProcess gateway;
  private int examined;

  public Alarms(GatewayProcess gateway) {
    this.gateway = gateway;
  }

  /** Leaks of buffers and faults of the gateway's own that were printed since the last call. */
  public List<String> fresh() {
    List<String> printed = gateway.printed();
    List<String> fresh = printed.subList(Math.min(examined, printed.size()), printed.size());
    examined = printed.size();
    return fresh.stream().filter(ALARM.asPredicate()).toList();
  }
}
