package dev.dragoman.admission;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The forms of names in metadata. Each method says what is wrong with a text, in the words of an
 * API server; nothing when it is right. Lengths count bytes of UTF-8.
 */
final class NameRules {
  private static final int MAX_SUBDOMAIN = 253;
  private static final int MAX_LABEL = 63;

  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String DNS_SUBDOMAIN = DNS_LABEL + "(\\." + DNS_LABEL + ")*";
  private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String VALUE = "(" + QUALIFIED + ")?";

  private static final Pattern IS_DNS_LABEL = Pattern.compile(DNS_LABEL);

  /** Possessive, so that a name of any length takes no stack. */
  private static final Pattern IS_DNS_SUBDOMAIN = Pattern.compile(DNS_SUBDOMAIN + "+");

  private static final Pattern IS_QUALIFIED = Pattern.compile(QUALIFIED);
  private static final Pattern IS_VALUE = Pattern.compile(VALUE);

  private static final String DNS_LABEL_RULE =
      rule(
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
              + " and must start and end with an alphanumeric character",
          DNS_LABEL,
          "'my-name',  or '123-abc'");
  private static final String DNS_SUBDOMAIN_RULE =
      rule(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
              + " or '.', and must start and end with an alphanumeric character",
          DNS_SUBDOMAIN,
          "'example.com'");
  private static final String LETTERS =
      "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character";
  private static final String QUALIFIED_RULE =
      rule("must " + LETTERS, QUALIFIED, "'MyName',  or 'my.name',  or '123-abc'");
  private static final String VALUE_RULE =
      rule(
          "a valid label must be an empty string or " + LETTERS,
          VALUE,
          "'MyValue',  or 'my_value',  or '12345'");

  private NameRules() {}

  private static String rule(String words, String pattern, String examples) {
    return words + " (e.g. " + examples + ", regex used for validation is '" + pattern + "')";
  }

  /** The name of an object: a DNS subdomain (RFC 1123). */
  static List<String> subdomain(String name) {
    List<String> faults = tooLong(name, MAX_SUBDOMAIN);
    if (!IS_DNS_SUBDOMAIN.matcher(name).matches()) {
      faults.add(DNS_SUBDOMAIN_RULE);
    }
    return faults;
  }

  /** The name of a namespace: a DNS label (RFC 1123). */
  static List<String> label(String name) {
    List<String> faults = tooLong(name, MAX_LABEL);
    if (!IS_DNS_LABEL.matcher(name).matches()) {
      boolean hasDots = IS_DNS_SUBDOMAIN.matcher(name).matches();
      faults.add(hasDots ? "must not contain dots" : DNS_LABEL_RULE);
    }
    return faults;
  }

  /** A name with or without the domain of whoever made it, as in {@code example.com/name}. */
  static List<String> qualified(String text) {
    List<String> faults = new ArrayList<>();
    int slash = text.indexOf('/');
    if (slash != text.lastIndexOf('/')) {
      faults.add(
          "a qualified name "
              + QUALIFIED_RULE
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return faults;
    }
    if (slash == 0) {
      faults.add("prefix part must be non-empty");
    } else if (slash > 0) {
      subdomain(text.substring(0, slash)).forEach(fault -> faults.add("prefix part " + fault));
    }
    String name = text.substring(slash + 1);
    if (name.isEmpty()) {
      faults.add("name part must be non-empty");
    }
    tooLong(name, MAX_LABEL).forEach(fault -> faults.add("name part " + fault));
    if (!IS_QUALIFIED.matcher(name).matches()) {
      faults.add("name part " + QUALIFIED_RULE);
    }
    return faults;
  }

  static List<String> labelValue(String text) {
    List<String> faults = tooLong(text, MAX_LABEL);
    if (!IS_VALUE.matcher(text).matches()) {
      faults.add(VALUE_RULE);
    }
    return faults;
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<String> tooLong(String text, int limit) {
    List<String> faults = new ArrayList<>();
    if (bytes(text) > limit) {
      faults.add("must be no more than " + limit + " characters");
    }
    return faults;
  }
}
