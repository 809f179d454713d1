package dev.dragoman.standalone.environment;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads variables by type and collects what is wrong with them. A blank variable counts as absent:
 * compose files pass those that are not set as empty. A fault names the variable and the remedy,
 * never the value: a secret may stand in the wrong variable. Not thread-safe.
 */
final class Variables {
  private final Map<String, String> environment;
  private final List<String> faults = new ArrayList<>();

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  void fault(String variable, String fault) {
    faults.add(variable + ": " + fault);
  }

  /** Says that a variable has to be set. */
  void missing(String name, String why) {
    fault(name, "not set; " + why);
  }

  @Nullable String text(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  @Nullable Integer integer(String name, int min, int max) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
      fault(name, "out of range; set a whole number between " + min + " and " + max);
    } catch (NumberFormatException e) {
      fault(name, "not a number; set a whole number between " + min + " and " + max);
    }
    return null;
  }

  @Nullable Boolean flag(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        fault(name, "neither true nor false; set one of the two");
        yield null;
      }
    };
  }

  boolean flag(String name, boolean otherwise) {
    Boolean value = flag(name);
    return value == null ? otherwise : value;
  }

  /** An http or https URL with a host, without user, query and fragment. */
  @Nullable URI url(String name, String example) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      URI url = new URI(value);
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      boolean bare =
          url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      if (http && bare && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      fault(name, "not a URL; set one such as " + example);
      return null;
    }
    fault(name, "not a plain http(s) URL; set one such as " + example);
    return null;
  }

  /** A secret that can stand in a header. */
  @Nullable Credential secret(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    if (value.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
      return new Credential(name, value);
    }
    fault(name, "holds white space or other characters that no key has; copy the key again");
    return null;
  }
}
