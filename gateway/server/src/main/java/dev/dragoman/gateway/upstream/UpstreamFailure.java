package dev.dragoman.gateway.upstream;

/**
 * The connection to an upstream could not be made or broke, or the gateway has nothing to prove
 * itself with there. The message may be shown to clients, the cause is for the log alone.
 */
public final class UpstreamFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with its cause. */
  public UpstreamFailure(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
