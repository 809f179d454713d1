package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.ByteSearch;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Dialect.Quirk;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.model.GatewayException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What requests of the Gemini API may hold, or leave out, that Vertex AI answers with 400: ids of
 * calls and of their results (vercel/ai#15664), contents without a role (litellm#32731), the
 * service tier in the body (python-genai#2433), and the request within the request of {@code
 * countTokens}. A body is parsed only where such words occur, or no content at all says its role.
 */
final class VertexGaps {
  private static final ByteSearch ROLE = new ByteSearch("\"role\"");
  private static final ByteSearch ID = new ByteSearch("\"id\"");
  private static final List<ByteSearch> CALLS =
      searches(
          "\"functionCall\"", "\"function_call\"", "\"functionResponse\"", "\"function_response\"");
  private static final List<ByteSearch> TIER = searches("\"serviceTier\"", "\"service_tier\"");
  private static final List<ByteSearch> WITHIN =
      searches("\"generateContentRequest\"", "\"generate_content_request\"");

  private VertexGaps() {}

  private static List<ByteSearch> searches(String... texts) {
    return Stream.of(texts).map(ByteSearch::new).toList();
  }

  /** Whether {@code body} holds what a server of this dialect does not know. */
  static boolean isIn(byte[] body, Dialect dialect) {
    boolean calls = dialect.has(Quirk.CALLS_WITHOUT_IDS) && ID.isIn(body) && isAny(CALLS, body);
    boolean fields =
        dialect.has(Quirk.TIER_IN_HEADER) && (isAny(TIER, body) || isAny(WITHIN, body));
    boolean roles = dialect.has(Quirk.ROLES_NEEDED) && !ROLE.isIn(body);
    if (!calls && !fields && !roles) {
      return false;
    }
    try {
      Spelled request = new Spelled(JsonCursor.of(JsonReader.parse(body)));
      return (calls && request.items("contents").stream().anyMatch(VertexGaps::holdsId))
          || (roles && !request.items("contents").isEmpty())
          || (fields
              && (request.get("serviceTier") != null
                  || request.get("generateContentRequest") != null));
    } catch (JsonSyntaxException | GatewayException e) {
      // Converting it says what is wrong with it.
      return true;
    }
  }

  private static boolean isAny(List<ByteSearch> words, byte[] body) {
    return words.stream().anyMatch(word -> word.isIn(body));
  }

  private static boolean holdsId(JsonCursor content) {
    return new Spelled(content)
        .items("parts").stream()
            .map(Spelled::new)
            .anyMatch(part -> hasId(part, "functionCall") || hasId(part, "functionResponse"));
  }

  private static boolean hasId(Spelled part, String name) {
    Spelled call = part.object(name);
    return call != null && call.get("id") != null;
  }
}
