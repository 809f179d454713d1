package dev.dragoman.gateway.upstream;

/** The connection to an upstream could not be made or broke. The cause is for the log alone. */
public final class UpstreamFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with its cause. */
  public UpstreamFailure(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
