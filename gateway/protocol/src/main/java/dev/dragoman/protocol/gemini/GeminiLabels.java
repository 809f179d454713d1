package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Dialect.Quirk;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code labels}, by which Google Cloud breaks down a bill: the client's own, its metadata, and for
 * whom the request is made (protocols.md 2.1). What is no label is left out. Source: "Add labels to
 * API calls" and "Requirements for labels" in the documentation of Google Cloud.
 */
final class GeminiLabels {
  static final String FIELD = "labels";
  private static final String USER = "end_user";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
  private static final Pattern VALUE = Pattern.compile("[a-z0-9_-]{0,63}");

  private GeminiLabels() {}

  /** The object to send, null for none. */
  static @Nullable JsonText of(ChatRequest request, Dialect dialect) {
    JsonText own = request.ext().of(ProtocolId.GEMINI).get(FIELD);
    Map<String, String> labels = new TreeMap<>();
    if (dialect.has(Quirk.LABELS)) {
      Identity identity = request.identity();
      identity
          .metadata()
          .forEach((name, value) -> {
            if (isLabel(name, value)) {
              labels.put(name, value);
            }
          });
      String user = identity.endUserId();
      if (user != null && isLabel(USER, user)) {
        labels.put(USER, user);
      }
    }
    return labels.isEmpty() ? own : own == null ? object(labels) : object(labels).appended(own);
  }

  private static JsonText object(Map<String, String> labels) {
    JsonWriter out = new JsonWriter().beginObject();
    labels.forEach(out::field);
    return new JsonText(out.endObject().text());
  }

  /** Whether a server of this dialect is told for whom the request is made. */
  static boolean tellUser(Identity identity, Dialect dialect) {
    String user = identity.endUserId();
    return user != null && dialect.has(Quirk.LABELS) && isLabel(USER, user);
  }

  /** Whether a server of this dialect is told all that the client says of the request. */
  static boolean tellMetadata(Identity identity, Dialect dialect) {
    return dialect.has(Quirk.LABELS)
        && identity.metadata().entrySet().stream()
            .allMatch(entry -> isLabel(entry.getKey(), entry.getValue()));
  }

  private static boolean isLabel(String name, String value) {
    return NAME.matcher(name).matches() && VALUE.matcher(value).matches();
  }
}
