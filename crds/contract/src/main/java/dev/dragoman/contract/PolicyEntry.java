package dev.dragoman.contract;

import java.util.List;

/**
 * What a gateway demands of every request.
 *
 * @param requireApiKey whether callers must present a key
 * @param toolUse whether requests may hold tools; a request with tools is refused otherwise
 * @param switchedOff what else requests may not have, each once
 */
public record PolicyEntry(boolean requireApiKey, boolean toolUse, List<Feature> switchedOff) {
  public static final PolicyEntry DEFAULT = new PolicyEntry(true, true);

  public PolicyEntry {
    switchedOff = List.copyOf(switchedOff);
  }

  /** A policy that switches nothing off but tools. */
  public PolicyEntry(boolean requireApiKey, boolean toolUse) {
    this(requireApiKey, toolUse, List.of());
  }

  /** What a gateway can do without. */
  public enum Feature {
    /** A wish to think is left out with a warning. */
    Thinking,
    /** Requests with documents are refused. */
    Documents
  }

  /** Whether requests have to be looked at that could pass unread. */
  public boolean isRestrictive() {
    return !toolUse || !switchedOff.isEmpty();
  }
}
