package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What the address of a client's call says: {@code /v1beta/models/NAME:METHOD?alt=sse}. The method
 * follows the last colon; a name may hold slashes and colons, be escaped, and begin with {@code
 * models/} once more.
 *
 * @param model the public name
 * @param stream whether a stream is asked for
 * @param framed whether the pieces of a stream are server-sent events; if not they are the elements
 *     of one JSON array
 */
record GeminiCall(String model, boolean stream, boolean framed) {
  static final String GENERATE = ":generateContent";
  static final String STREAM = ":streamGenerateContent";
  static final String COUNT = ":countTokens";
  static final String EMBED = ":embedContent";
  static final String BATCH_EMBED = ":batchEmbedContents";
  private static final String MODELS = "models/";

  /**
   * Reads {@code target}, a path and perhaps a query.
   *
   * @throws GatewayException {@code UNKNOWN_PATH} for another method
   */
  static GeminiCall of(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    int colon = path.lastIndexOf(':');
    int start = path.indexOf(MODELS);
    if (colon < 0 || start < 0 || colon < start) {
      throw GatewayException.of(ErrorKind.UNKNOWN_PATH, "the address names no model and method");
    }
    String name =
        URLDecoder.decode(
            path.substring(start + MODELS.length(), colon).replace("+", "%2B"),
            StandardCharsets.UTF_8);
    boolean stream = path.substring(colon).equals(STREAM);
    return new GeminiCall(
        name.startsWith(MODELS) ? name.substring(MODELS.length()) : name,
        stream,
        !stream || (query >= 0 && isFramed(target.substring(query + 1))));
  }

  /** Whether vectors for a list of texts are asked for at {@code target}, not for one. */
  static boolean isBatch(String target) {
    return target.contains(BATCH_EMBED);
  }

  private static boolean isFramed(String query) {
    for (String parameter : query.split("&", -1)) {
      if (parameter.equals("alt=sse")) {
        return true;
      }
    }
    return false;
  }
}
