package dev.dragoman.gateway.exchange;

/**
 * A cheap estimate of the input tokens of a body that is not decoded, on the high side: all its
 * bytes, those of JSON included, at three a token. Long runs of base64 are media, which count by
 * their size only beyond what the smallest ones cost.
 */
final class BodyEstimate {
  private static final int BYTES_A_TOKEN = 3;
  private static final int LEAST_RUN = 2_048;
  private static final int MEDIUM = 1_600;
  private static final int BYTES_A_MEDIUM_TOKEN = 32;

  private BodyEstimate() {}

  /** Input tokens of {@code body}, at least 1. */
  static long inputTokens(byte[] body) {
    long text = body.length;
    long media = 0;
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i < body.length && isBase64(body[i])) {
        continue;
      }
      int run = i - start;
      if (run >= LEAST_RUN) {
        text -= run;
        media += Math.max(MEDIUM, run / BYTES_A_MEDIUM_TOKEN);
      }
      start = i + 1;
    }
    return 1 + media + text / BYTES_A_TOKEN;
  }

  private static boolean isBase64(byte one) {
    return (one >= 'a' && one <= 'z')
        || (one >= 'A' && one <= 'Z')
        || (one >= '0' && one <= '9')
        || one == '+'
        || one == '/'
        || one == '-'
        || one == '_'
        || one == '=';
  }
}
