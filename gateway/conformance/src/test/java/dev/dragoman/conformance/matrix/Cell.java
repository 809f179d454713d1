package dev.dragoman.conformance.matrix;

/** What became of a feature between one client and one upstream. */
public sealed interface Cell {
  /** The upstream was told what the client asked, and the client read what the upstream said. */
  record Passed() implements Cell {}

  /**
   * The gateway refuses the request.
   *
   * @param rule its own words
   */
  record Refused(String rule) implements Cell {}

  /**
   * The request was answered without it, and the client was told so.
   *
   * @param rule the gateway's own words
   */
  record LeftOut(String rule) implements Cell {}

  /** One of both protocols has no such thing. */
  record Absent(Side side) implements Cell {}

  /** Whose protocol has no such thing. */
  enum Side {
    CLIENT,
    UPSTREAM
  }

  /**
   * Something was lost or bent.
   *
   * @param what for people
   */
  record Failed(String what) implements Cell {}
}
