package dev.dragoman.protocol.fuzz;

import java.util.List;
import java.util.Random;

/**
 * JSON values that code is not ready for. Spelled as text because a tree has no form for a number
 * beyond its range or half a surrogate pair.
 */
final class OddValues {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "{}",
          "[]",
          "[null]",
          "[[]]",
          "{\"\":null}",
          "0",
          "-0",
          "-1",
          "1",
          "1.5",
          "1e2",
          "1e400",
          "-1e-400",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "123456789012345678901234567890",
          "1.0000000000000000000000000000001",
          "\"\"",
          "\" \"",
          "\"0\"",
          "\"null\"",
          "\"NaN\"",
          "\"{\"",
          "\"{}\"",
          "\"[1]\"",
          "\"{\\\"a\\\":\"",
          "\"\\u0000\"",
          "\"\\r\\n\\n\"",
          "\"data: x\\n\\n\"",
          "\"\\ud83d\"",
          "\"\\ude00\"",
          "\"\\ude00\\ud83d\"",
          "\"a\\ud83d\"",
          "\"\ud83d\ude00\"",
          "\"\\ufeff\"",
          "\"gw1.anthropic.AAAA\"",
          "\"gw1.\"",
          "\"data:image/png;base64,\"",
          "\"data:;base64,!!\"",
          "\"https://\"",
          "\"http://[\"",
          "\"AAAA\"",
          "\"=\"",
          "\"text\"",
          "\"assistant\"",
          "\"toolu_1\"",
          "\"object\"");

  private OddValues() {}

  /** The source of one. */
  static String one(Random random) {
    int choice = random.nextInt(VALUES.size() + 4);
    return switch (choice - VALUES.size()) {
      case 0 -> "[".repeat(3 + random.nextInt(150)).concat("1").transform(OddValues::closed);
      case 1 -> "\"" + "x".repeat(1 + random.nextInt(5_000)) + "\"";
      case 2 -> Integer.toString(random.nextInt(200) - 50);
      case 3 -> Long.toString(random.nextLong());
      default -> VALUES.get(choice);
    };
  }

  private static String closed(String opened) {
    return opened + "]".repeat(opened.length() - 1);
  }
}
