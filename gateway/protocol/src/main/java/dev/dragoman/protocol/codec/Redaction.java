package dev.dragoman.protocol.codec;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of an upstream's words what says where and as whom the gateway calls it: addresses,
 * keys, accounts. What clients act on (model names, field paths, counts, waits) stays.
 */
final class Redaction {
  private static final int MAX_LENGTH = 4_000;
  private static final String KEY = "[key]";
  private static final String HOST = "[host]";
  private static final String ACCOUNT = "[account]";

  private record Rule(Pattern pattern, String replacement) {
    Rule(String pattern, String replacement) {
      this(Pattern.compile(pattern), replacement);
    }
  }

  /** Messages may be hostile: no part of a rule may give back what another part can take. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("(?i)\\b[a-z][a-z0-9+.-]{1,20}://[^\\s\"'<>)\\]}]+", "[url]"),
          new Rule("\\barn:[\\w-]*:[^\\s\"'<>,)\\]}]+", "[arn]"),
          new Rule("[\\w.+-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+", ACCOUNT),
          new Rule("(?i)\\b(bearer|basic)\\s+[\\w.~+/*=-]{6,}", "$1 " + KEY),
          new Rule(
              "(?i)\\b((?:api[_-]?)?key|token|secret|password)([\"']?\\s?[=:]\\s?[\"']?)"
                  + "(?=[\\w.*-]*[\\d*])[\\w.~+/*-]{8,}=*",
              "$1$2" + KEY),
          new Rule("\\b(?:sk|pk|rk|xai|gsk|hf|nvapi)[-_][\\w*.-]{6,}", KEY),
          new Rule("\\bAIza[\\w-]{10,}", KEY),
          new Rule("\\b(?:AKIA|ASIA)[A-Z0-9]{12,}\\b", KEY),
          new Rule("\\beyJ[\\w-]{8,}(?:\\.[\\w-]+)*", KEY),
          new Rule("\\b[0-9a-f]{32}\\b", KEY),
          new Rule(
              "(?<![\\w+/-])(?=[\\w+/-]*[a-z])(?=[\\w+/-]*[A-Z])(?=[\\w+/-]*\\d)"
                  + "[\\w+/-]{40,}={0,2}",
              KEY),
          new Rule("\\b(?:org-|proj_|acct_|workspace_|wrkspc_)[\\w]{6,}", ACCOUNT),
          new Rule("\\b(projects|subscriptions|resourceGroups|accounts)/[\\w.-]+", "$1/" + ACCOUNT),
          new Rule("\\b(project_number|project|account)([:=])\\s?\\d{6,}", "$1$2" + ACCOUNT),
          new Rule("\\b\\d{12}\\b", ACCOUNT),
          new Rule("\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?\\b", HOST),
          new Rule("\\[[0-9a-fA-F]*:[0-9a-fA-F:]+\\](?::\\d{1,5})?", HOST),
          new Rule("(?i)\\blocalhost(?::\\d{1,5})?\\b", HOST),
          new Rule(
              "(?i)\\b(?:[a-z0-9_-]{1,63}+\\.){1,32}(?:com|net|org|io|ai|dev|cloud|app|local|internal|svc|lan"
                  + "|corp|intranet|cn|eu|de|us|uk)(?::\\d{1,5})?\\b",
              HOST),
          new Rule("\\b[a-zA-Z](?=\\w*+[.-])[\\w.-]{1,253}+:\\d{3,5}\\b", HOST));

  private Redaction() {}

  static String of(String text) {
    String result = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    for (Rule rule : RULES) {
      result = rule.pattern.matcher(result).replaceAll(rule.replacement);
    }
    return result;
  }
}
