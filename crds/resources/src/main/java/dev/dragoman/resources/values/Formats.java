package dev.dragoman.resources.values;

/**
 * Patterns and greatest lengths of the strings that stand for something else. Durations are strings
 * and never {@code java.time.Duration}, which the API server would take for a point in time; money
 * and ratios are strings because a binary fraction is not exact.
 */
public final class Formats {
  /** As CEL's {@code duration()} reads it: {@code 500ms}, {@code 90s}, {@code 1h30m}. */
  public static final String DURATION = "^([0-9]{1,5}(ms|s|m|h)){1,4}$";

  public static final int DURATION_LENGTH = 16;

  /** Money or a ratio: {@code 0.25}. */
  public static final String DECIMAL = "^[0-9]{1,12}(\\.[0-9]{1,6})?$";

  public static final int DECIMAL_LENGTH = 19;

  /** A model's name, exact or with one star at its start or end, or the star alone. */
  public static final String MODEL_PATTERN =
      "^(\\*|\\*?[A-Za-z0-9._:/@+\\-]+|[A-Za-z0-9._:/@+\\-]+\\*)$";

  /** A model's name as an upstream knows it. */
  public static final String MODEL = "^[A-Za-z0-9._:/@+\\-]+$";

  public static final int MODEL_LENGTH = 200;

  /** Name of a Kubernetes object: DNS subdomain. */
  public static final String OBJECT_NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

  public static final int OBJECT_NAME_LENGTH = 253;

  /** A name inside an object, or of a namespace: DNS label. */
  public static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  public static final int LABEL_LENGTH = 63;

  /** Key of a Secret's data. */
  public static final String DATA_KEY = "^[-._a-zA-Z0-9]+$";

  /** Key of a label or an annotation, prefix included. */
  public static final int QUALIFIED_LENGTH = 317;

  /** Value of a label. */
  public static final int LABEL_VALUE_LENGTH = 63;

  /** A range of addresses, IPv4 or IPv6. */
  public static final String CIDR = "^[0-9A-Fa-f:.]{2,45}/[0-9]{1,3}$";

  public static final int CIDR_LENGTH = 49;

  /** A number of bytes: {@code 65536}, {@code 256Ki}, {@code 32Mi}. */
  public static final String BYTES = "^[1-9][0-9]{0,9}(Ki|Mi|Gi)?$";

  public static final int BYTES_LENGTH = 12;

  /** ISO 4217. */
  public static final String CURRENCY = "^[A-Z]{3}$";

  public static final int CURRENCY_LENGTH = 3;

  /** An HTTP header's name in lower case. */
  public static final String HEADER_NAME = "^[a-z0-9][a-z0-9_.\\-]*$";

  public static final int HEADER_NAME_LENGTH = 64;

  /** Printable ASCII: neither a line break nor a control character. */
  public static final String HEADER_VALUE = "^[ -~]*$";

  public static final int HEADER_VALUE_LENGTH = 1024;

  /** A day. */
  public static final String DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

  public static final int DATE_LENGTH = 10;

  /** A time of day, 24 hours. */
  public static final String CLOCK = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

  public static final int CLOCK_LENGTH = 5;

  /** A URL, read whole by CEL rules and by the resolver. */
  public static final int URL_LENGTH = 2048;

  /** Of texts that the operator writes for people. */
  public static final int MESSAGE_LENGTH = 2048;

  /** Of short words that the operator writes. */
  public static final int WORD_LENGTH = 64;

  /** Integers beyond this lose digits in JSON readers that count in doubles. */
  public static final double MAX_LONG = 1e15;

  public static final double MAX_INT = Integer.MAX_VALUE;

  private Formats() {}
}
