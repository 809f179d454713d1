package dev.dragoman.protocol.codec;

/**
 * Keeps characters whole that a server cuts into two JSON escapes in two fragments: a high
 * surrogate at the end of a fragment waits for the next one. One for each block.
 */
public final class Surrogates {
  private String held = "";

  /** What can be said now, perhaps nothing. */
  public String whole(String fragment) {
    String text = held.isEmpty() ? fragment : held + fragment;
    boolean cut = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
    held = cut ? text.substring(text.length() - 1) : "";
    return cut ? text.substring(0, text.length() - 1) : text;
  }

  /** The half character that nothing followed. */
  public String rest() {
    return held;
  }
}
