package dev.dragoman.fleet;

import java.util.List;

/** What is wrong with one object. */
public sealed interface Problem {
  /** Why, in one word. */
  Reason reason();

  /** What was found and what to do, for people; never a secret. */
  String message();

  /** A value that makes no sense, by itself or beside others of the object. */
  record Invalid(String field, String fault) implements Problem {
    @Override
    public Reason reason() {
      return Reason.InvalidSpec;
    }

    @Override
    public String message() {
      return field + ": " + fault;
    }
  }

  /** Fields or values that this version does not act on. */
  record Unsupported(List<String> fields, String why) implements Problem {
    public Unsupported {
      fields = List.copyOf(fields);
    }

    @Override
    public Reason reason() {
      return Reason.UnsupportedValue;
    }

    @Override
    public String message() {
      return String.join(", ", fields) + ": " + why;
    }
  }

  /** No gateway takes the object. */
  record NotTaken(Reason reason, String message) implements Problem {}

  /**
   * Another object was first.
   *
   * @param whole whether nothing is left of the object
   */
  record Conflict(String what, ObjectId winner, boolean whole) implements Problem {
    @Override
    public Reason reason() {
      return Reason.Conflicted;
    }

    @Override
    public String message() {
      return what + " belongs to " + winner + ", which is older or comes first by name";
    }
  }

  /** The object is switched off by its own spec. */
  record Inactive(Reason reason, String message) implements Problem {}

  /** Something that the object needs is not there or not permitted. It may arrive later. */
  record Unresolved(Reason reason, String field, String fault) implements Problem {
    @Override
    public String message() {
      return field + ": " + fault;
    }
  }

  /** Whether its object is not accepted because of it. */
  default boolean refuses() {
    return switch (this) {
      case Invalid _, Unsupported _, NotTaken _, Inactive _ -> true;
      case Conflict conflict -> conflict.whole();
      case Unresolved _ -> false;
    };
  }
}
