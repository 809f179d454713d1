package dev.dragoman.store;

import org.jspecify.annotations.Nullable;

/**
 * The store could not be reached or did not answer in time; what was asked may have happened. The
 * message is for whoever runs the process and holds no secret.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
