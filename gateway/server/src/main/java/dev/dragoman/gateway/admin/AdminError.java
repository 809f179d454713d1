package dev.dragoman.gateway.admin;

/** The body of a refusal. */
public record AdminError(Cause error) {
  /**
   * What went wrong.
   *
   * @param requestId to be found again in the log
   */
  public record Cause(AdminException.Kind kind, String message, String requestId) {}

  /** A body. */
  public static AdminError of(AdminException refusal, String requestId) {
    return new AdminError(
        new Cause(refusal.kind(), String.valueOf(refusal.getMessage()), requestId));
  }
}
