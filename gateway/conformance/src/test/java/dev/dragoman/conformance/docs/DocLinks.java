package dev.dragoman.conformance.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The relative links of pages: each names a file or folder, and its fragment a heading of it. */
final class DocLinks {
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)[^)]*\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

  private DocLinks() {}

  /** Page, line and target of each that leads nowhere. */
  static List<String> broken(DocPages pages) {
    Map<String, List<String>> lines = pages.lines();
    List<String> broken = new ArrayList<>();
    lines.forEach((page, text) -> {
      for (int i = 0; i < text.size(); i++) {
        Matcher link = LINK.matcher(CODE.matcher(text.get(i)).replaceAll(""));
        while (link.find()) {
          String target = link.group(1);
          if (!ELSEWHERE.matcher(target).matches() && !leads(pages.root(), lines, page, target)) {
            broken.add(page + ":" + (i + 1) + " " + target);
          }
        }
      }
    });
    return broken;
  }

  private static boolean leads(
      Path root, Map<String, List<String>> lines, String page, String target) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path path =
        file.isEmpty() ? root.resolve(page) : root.resolve(page).resolveSibling(file).normalize();
    if (hash < 0) {
      return Files.exists(path);
    }
    String fragment = target.substring(hash + 1);
    return lines.getOrDefault(root.relativize(path).toString(), List.of()).stream()
        .filter(line -> line.startsWith("#"))
        .anyMatch(line -> fragment.equals(anchor(line)));
  }

  /** The anchor that GitHub gives to a heading. */
  static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ *", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
