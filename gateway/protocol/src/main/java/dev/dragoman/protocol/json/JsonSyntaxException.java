package dev.dragoman.protocol.json;

/**
 * Text that is not JSON, or JSON beyond the bounds of {@link JsonReader}. Its message is fit for
 * clients.
 */
public final class JsonSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  JsonSyntaxException(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  /** What is wrong, with line and column where known. */
  public String problem() {
    return problem;
  }
}
