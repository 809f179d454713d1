package dev.dragoman.conformance.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the HTML comment on the line above a fence says of its block.
 *
 * <pre>
 * &lt;!-- run --&gt;                    these tests run it
 * &lt;!-- run with claude --&gt;        the same, where that program is installed
 * &lt;!-- run by .ci/smoke --&gt;       its lines stand in that script or test
 * &lt;!-- not run: a reason --&gt;
 * &lt;!-- file: gateway.yaml --&gt;     a manifest that the page's commands find under that name
 * &lt;!-- not valid: a reason --&gt;    a manifest that is refused, on purpose
 * </pre>
 */
record DocMark(Kind kind, String detail) {
  private static final Pattern COMMENT =
      Pattern.compile(
          "\\s*<!--\\s*(run with|run by|run|not run:|file:|not valid:)(?: (\\S.*?))?\\s*-->");
  private static final DocMark NONE = new DocMark(Kind.NONE, "");

  /** {@code NONE}: no comment, or one that says nothing of the kind. */
  enum Kind {
    NONE,
    RUN,
    RUN_WITH,
    RUN_BY,
    NOT_RUN,
    FILE,
    NOT_VALID
  }

  static DocMark of(String line) {
    Matcher comment = COMMENT.matcher(line);
    if (!comment.matches()) {
      return NONE;
    }
    String word = comment.group(1);
    String detail = comment.group(2) == null ? "" : comment.group(2);
    Kind kind =
        switch (word) {
          case "run" -> Kind.RUN;
          case "run with" -> Kind.RUN_WITH;
          case "run by" -> Kind.RUN_BY;
          case "not run:" -> Kind.NOT_RUN;
          case "file:" -> Kind.FILE;
          case "not valid:" -> Kind.NOT_VALID;
          default -> throw new IllegalStateException(word);
        };
    return detail.isEmpty() == (kind == Kind.RUN) ? new DocMark(kind, detail) : NONE;
  }
}
