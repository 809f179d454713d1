package dev.dragoman.contract;

/**
 * What a gateway demands of every request.
 *
 * @param requireApiKey whether callers must present a key
 * @param toolUse whether requests may hold tools; a request with tools is refused otherwise
 */
public record PolicyEntry(boolean requireApiKey, boolean toolUse) {
  public static final PolicyEntry DEFAULT = new PolicyEntry(true, true);
}
