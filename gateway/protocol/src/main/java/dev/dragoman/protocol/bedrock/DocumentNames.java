package dev.dragoman.protocol.bedrock;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of the documents of one request: made of letters, digits, single spaces, {@code -}, round
 * and square brackets, and no two alike. A pure function of the documents' order and titles, so
 * that a conversation keeps its names and its cached prefix (maximhq/bifrost#7003,
 * generative-ai-use-cases#1671, vercel/ai#20365). Single use.
 */
final class DocumentNames {
  private static final int MAX_LENGTH = 200;

  /** For " (2)" and its like behind a name of the full length. */
  private static final int ROOM = 8;

  private final Set<String> taken = new HashSet<>();
  private int documents;

  /** The name of the next document. */
  String next(@Nullable String title, @Nullable String filename) {
    documents++;
    String legal = legal(title == null || title.isBlank() ? stem(filename) : title);
    String wanted = legal.isEmpty() ? "document-" + documents : legal;
    String name = wanted;
    for (int copy = 2; !taken.add(name); copy++) {
      name = wanted + " (" + copy + ")";
    }
    return name;
  }

  private static String stem(@Nullable String filename) {
    if (filename == null) {
      return "";
    }
    int dot = filename.lastIndexOf('.');
    return dot > 0 ? filename.substring(0, dot) : filename;
  }

  private static String legal(String text) {
    StringBuilder legal = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(MAX_LENGTH - ROOM)
        .forEach(c -> {
          char put = isLegal(c) ? (char) c : '-';
          boolean second =
              put == ' ' && !legal.isEmpty() && legal.charAt(legal.length() - 1) == ' ';
          if (!second) {
            legal.append(put);
          }
        });
    return legal.toString().strip();
  }

  private static boolean isLegal(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || " -()[]".indexOf(c) >= 0;
  }
}
