package dev.dragoman.gateway.admin;

/** Why an operation of the admin API was refused; the message is written for its caller. */
public final class AdminException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Kinds of refusal, by the names that answers use. */
  public enum Kind {
    InvalidRequest(400),
    Unauthorized(401),
    NotFound(404),
    Conflict(409),
    TooLarge(413),
    Failed(500),
    StoreUnavailable(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** Status code of HTTP. */
    public int status() {
      return status;
    }
  }

  public AdminException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static AdminException invalid(String message) {
    return new AdminException(Kind.InvalidRequest, message);
  }

  static AdminException conflict(String message) {
    return new AdminException(Kind.Conflict, message);
  }

  public Kind kind() {
    return kind;
  }
}
