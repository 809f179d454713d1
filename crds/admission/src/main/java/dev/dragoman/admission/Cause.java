package dev.dragoman.admission;

/**
 * Why a field is refused, in the words of the Kubernetes API: the reasons of {@code
 * status.details.causes} of a refusal, and how each begins its message.
 */
public enum Cause {
  MALFORMED("", ""),
  UNKNOWN_FIELD("", ""),
  REQUIRED("FieldValueRequired", "Required value"),
  INVALID("FieldValueInvalid", "Invalid value"),
  WRONG_TYPE("FieldValueTypeInvalid", "Invalid value"),
  NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
  TOO_LONG("FieldValueTooLong", "Too long"),
  TOO_MANY("FieldValueTooMany", "Too many"),
  DUPLICATE("FieldValueDuplicate", "Duplicate value"),
  FORBIDDEN("FieldValueForbidden", "Forbidden");

  private final String reason;
  private final String label;

  Cause(String reason, String label) {
    this.reason = reason;
    this.label = label;
  }

  /** The API's name of this cause; empty for what is refused while decoding. */
  public String reason() {
    return reason;
  }

  String label() {
    return label;
  }

  /** Whether rules are left unchecked because the object is too broken for them. */
  boolean blocksRules() {
    return switch (this) {
      case MALFORMED, REQUIRED, WRONG_TYPE, NOT_SUPPORTED, TOO_LONG, TOO_MANY -> true;
      case UNKNOWN_FIELD, INVALID, DUPLICATE, FORBIDDEN -> false;
    };
  }
}
