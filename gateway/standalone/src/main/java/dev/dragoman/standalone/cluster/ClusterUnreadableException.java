package dev.dragoman.standalone.cluster;

import java.io.Serial;

/** The cluster cannot be asked; the message says in one line why, and what to do. */
public final class ClusterUnreadableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ClusterUnreadableException(String message) {
    super(message);
  }
}
