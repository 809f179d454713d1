package dev.dragoman.contract;

import java.util.List;

/**
 * What a gateway demands of every request, and does for it.
 *
 * @param requireApiKey whether callers must present a key
 * @param toolUse whether requests may hold tools; a request with tools is refused otherwise
 * @param switchedOff what else requests may not have, each once
 * @param switchedOn what the gateway adds to requests, each once
 */
public record PolicyEntry(
    boolean requireApiKey, boolean toolUse, List<Feature> switchedOff, List<Addition> switchedOn) {
  public static final PolicyEntry DEFAULT = new PolicyEntry(true, true);

  public PolicyEntry {
    switchedOff = List.copyOf(switchedOff);
    switchedOn = List.copyOf(switchedOn);
  }

  /** A policy that switches nothing off but tools. */
  public PolicyEntry(boolean requireApiKey, boolean toolUse) {
    this(requireApiKey, toolUse, List.of());
  }

  /** A policy that adds nothing. */
  public PolicyEntry(boolean requireApiKey, boolean toolUse, List<Feature> switchedOff) {
    this(requireApiKey, toolUse, switchedOff, List.of());
  }

  /** What a gateway can do without. */
  public enum Feature {
    /** A wish to think is left out with a warning. */
    Thinking,
    /** Requests with documents are refused. */
    Documents
  }

  /** What a gateway can add. */
  public enum Addition {
    /** Cache marks on tools and system, where a request has none and its target takes them. */
    PromptCaching
  }

  /** Whether requests have to be looked at that could pass unread. */
  public boolean isRestrictive() {
    return !toolUse || !switchedOff.isEmpty();
  }
}
