package dev.dragoman.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of an object, which is a DNS subdomain (RFC 1123). */
final class MetadataCheck {
  private static final int MAX_NAME = 253;
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final Pattern NAME = Pattern.compile(SUBDOMAIN);
  private static final String NAME_RULE =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
          + " regex used for validation is '"
          + SUBDOMAIN
          + "')";

  private MetadataCheck() {}

  static List<Violation> of(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> metadata = Trees.mapOf(object.get("metadata"));
    FieldPath path = FieldPath.ROOT.child("metadata").child("name");
    String name = metadata.get("name") instanceof String text ? text : "";
    if (name.isEmpty()) {
      return metadata.containsKey("generateName")
          ? List.of()
          : List.of(Violation.bare(path, Cause.REQUIRED, "name or generateName is required"));
    }
    List<Violation> violations = new ArrayList<>();
    if (name.length() > MAX_NAME) {
      String rule = "must be no more than " + MAX_NAME + " characters";
      violations.add(Violation.of(path, Cause.INVALID, name, rule));
    }
    if (!NAME.matcher(name).matches()) {
      violations.add(Violation.of(path, Cause.INVALID, name, NAME_RULE));
    }
    return violations;
  }
}
