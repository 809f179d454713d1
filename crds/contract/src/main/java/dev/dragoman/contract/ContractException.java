package dev.dragoman.contract;

import java.io.Serial;

/**
 * What was read is not of the contract. The message names the place and the fault, never a value.
 */
public final class ContractException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String path;

  ContractException(String path, String fault) {
    super(path.isEmpty() ? fault : path + ": " + fault);
    this.path = path;
  }

  /** The place, as in {@code routes[3].backends[0].weight}; empty for the whole. */
  public String path() {
    return path;
  }
}
