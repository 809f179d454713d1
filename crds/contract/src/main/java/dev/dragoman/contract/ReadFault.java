package dev.dragoman.contract;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says where and what is wrong, without the value that is wrong. */
final class ReadFault {
  private ReadFault() {}

  static ContractException of(JacksonException fault) {
    return new ContractException(pathOf(fault), sentence(fault));
  }

  private static String pathOf(JacksonException fault) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : fault.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  private static String sentence(JacksonException fault) {
    return switch (fault) {
      case UnrecognizedPropertyException _ -> "unknown field";
      case InvalidTypeIdException _ -> "not a kind that is known here";
      case InvalidFormatException _ -> "not a value that is known here";
      case ValueInstantiationException e -> causeOf(e);
      case MismatchedInputException e -> mismatch(e.getOriginalMessage());
      case StreamReadException e -> "not well-formed JSON at line " + e.getLocation().getLineNr();
      default -> "cannot be read";
    };
  }

  /** The records' own words, which hold no value that could be secret. */
  private static String causeOf(ValueInstantiationException fault) {
    Throwable cause = fault.getCause();
    return cause instanceof IllegalArgumentException && cause.getMessage() != null
        ? cause.getMessage()
        : "null where a value is expected";
  }

  private static String mismatch(String message) {
    if (message.startsWith("Missing required creator property")) {
      return "missing";
    }
    int end = message.indexOf(" (");
    return end < 0 ? message : message.substring(0, end);
  }
}
