package dev.dragoman.gateway.admin;

import dev.dragoman.contract.KeyEntry;

/** Port: notes who changed what. The only one who can is the holder of the master key. */
public interface Audit {
  /**
   * A key was changed.
   *
   * @param operation name of the operation that did it
   */
  void changed(String operation, KeyEntry key, String requestId);

  /** An operation failed by a fault of the gateway's own. */
  void failed(String operation, Throwable cause, String requestId);
}
