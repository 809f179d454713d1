package dev.dragoman.conformance.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param page path from the root of the repository
 * @param line of the opening fence, from 1
 * @param language as the fence says it; empty where it says none
 * @param lines what stands between the fences, without their indentation
 */
record DocBlock(String page, int line, String language, DocMark mark, List<String> lines) {
  private static final Pattern FENCE = Pattern.compile("( *)```\\s*(\\S*).*");

  DocBlock {
    lines = List.copyOf(lines);
  }

  /** The blocks of a page, in order. */
  static List<DocBlock> in(String page, List<String> text) {
    List<DocBlock> blocks = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      Matcher fence = FENCE.matcher(text.get(i));
      if (fence.matches()) {
        int end = i + 1;
        while (end < text.size() && !text.get(end).strip().equals("```")) {
          end++;
        }
        int indent = fence.group(1).length();
        List<String> lines =
            text.subList(i + 1, end).stream()
                .map(line -> line.substring(Math.min(indent, line.length())))
                .toList();
        DocMark mark = DocMark.of(i == 0 ? "" : text.get(i - 1));
        blocks.add(new DocBlock(page, i + 1, fence.group(2), mark, lines));
        i = end;
      }
    }
    return blocks;
  }

  boolean is(DocMark.Kind kind) {
    return mark.kind() == kind;
  }

  boolean isShell() {
    return language.equals("sh");
  }

  boolean isManifest() {
    return language.equals("yaml") && text().contains("apiVersion: dragoman.dev/");
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  /** The commands, each on one line with single spaces, without comments. */
  List<String> commands() {
    return joined(text()).lines().map(DocBlock::plain).filter(line -> !line.isEmpty()).toList();
  }

  /** {@code text} with every run of white space as one space, without a trailing comment. */
  static String plain(String text) {
    return joined(text).replaceAll("(^|\\s)# .*", "").replaceAll("\\s+", " ").strip();
  }

  private static String joined(String text) {
    return text.replace("\\\n", " ");
  }

  String place() {
    return page + ":" + line;
  }
}
