package dev.dragoman.admission;

import io.fabric8.kubernetes.api.model.Status;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** One fault as either judge says it, in a form that can be compared. */
record Fault(String field, String reason, String message) implements Comparable<Fault> {
  private static final Pattern UNKNOWN = Pattern.compile("unknown field \"([^\"]*)\"");

  static List<Fault> of(Verdict verdict) {
    return verdict.violations().stream()
        .map(fault -> new Fault(fault.field(), fault.cause().reason(), fault.message()))
        .sorted()
        .toList();
  }

  /**
   * The faults that a server names. It adds one without a field when it left rules unchecked, which
   * {@link #isComplete} tells.
   */
  static List<Fault> of(Status status) {
    if (status.getCode() == 400) {
      return UNKNOWN
          .matcher(status.getMessage())
          .results()
          .map(found -> new Fault(found.group(1), "", found.group()))
          .sorted()
          .toList();
    }
    return status.getDetails().getCauses().stream()
        .filter(cause -> !cause.getField().equals("<nil>"))
        .map(cause -> new Fault(cause.getField(), cause.getReason(), cause.getMessage()))
        .sorted()
        .toList();
  }

  static boolean isComplete(Status status) {
    return status.getCode() == 422
        && status.getDetails().getCauses().stream()
            .noneMatch(cause -> cause.getField().equals("<nil>"));
  }

  /** What people read of it. */
  String line() {
    return reason.isEmpty() ? message : field + ": " + message;
  }

  @Override
  public int compareTo(Fault other) {
    return Comparator.comparing(Fault::field).thenComparing(Fault::message).compare(this, other);
  }
}
