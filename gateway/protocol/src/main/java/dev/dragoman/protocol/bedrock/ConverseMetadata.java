package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.RequestField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code requestMetadata}: who asked, and what the client wrote beside it, at most 16 short entries
 * of few characters, which the service puts into its invocation log. Source: {@code
 * RequestMetadata} in the Bedrock API reference.
 */
final class ConverseMetadata {
  private static final int MOST = 16;
  private static final Pattern TAKEN = Pattern.compile("[a-zA-Z0-9 \\t:_@$#=/+,.-]{0,256}");

  private ConverseMetadata() {}

  static void write(JsonWriter out, ChatRequest request, ConverseLosses losses) {
    Identity identity = request.identity();
    Map<String, String> entries = new LinkedHashMap<>();
    put(
        entries,
        "user_id",
        identity.safetyId() == null ? identity.endUserId() : identity.safetyId(),
        identity.safetyId() == null
            ? request.paths().of(RequestField.END_USER_ID)
            : "safety_identifier",
        losses);
    if (identity.safetyId() != null) {
      losses.ifGiven(
          identity.endUserId(),
          request.paths().of(RequestField.END_USER_ID),
          "Bedrock takes one identity of the user; safety_identifier was sent");
    }
    identity.metadata().forEach((key, value) -> put(entries, key, value, "metadata", losses));
    if (entries.isEmpty()) {
      return;
    }
    out.beginObject("requestMetadata");
    entries.forEach(out::field);
    out.endObject();
  }

  private static void put(
      Map<String, String> entries,
      String key,
      @Nullable String value,
      String path,
      ConverseLosses losses) {
    if (value == null) {
      return;
    }
    boolean taken =
        !key.isEmpty() && TAKEN.matcher(key).matches() && TAKEN.matcher(value).matches();
    if (!taken || entries.size() == MOST) {
      losses.ifGiven(
          value, path, "Bedrock takes 16 entries of few characters; others were left out");
    } else {
      entries.put(key, value);
    }
  }
}
