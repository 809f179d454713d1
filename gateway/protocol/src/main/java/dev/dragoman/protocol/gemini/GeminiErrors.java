package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.ErrorBodies;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Errors: {@code {"error":{"code","message","status","details":[…]}}}, a {@code google.rpc.Status},
 * alone or in an array of one. Of the details {@code RetryInfo} says how long to wait, and {@code
 * ErrorInfo} whether a 400 is about the key. Source: "Error codes" on ai.google.dev and
 * google/rpc/error_details.proto.
 */
final class GeminiErrors {
  private static final Map<String, ErrorKind> KINDS =
      Map.ofEntries(
          Map.entry("INVALID_ARGUMENT", ErrorKind.INVALID_REQUEST),
          Map.entry("FAILED_PRECONDITION", ErrorKind.INVALID_REQUEST),
          Map.entry("OUT_OF_RANGE", ErrorKind.INVALID_REQUEST),
          Map.entry("UNAUTHENTICATED", ErrorKind.AUTH),
          Map.entry("PERMISSION_DENIED", ErrorKind.PERMISSION),
          Map.entry("NOT_FOUND", ErrorKind.NOT_FOUND),
          Map.entry("ABORTED", ErrorKind.CONFLICT),
          Map.entry("ALREADY_EXISTS", ErrorKind.CONFLICT),
          Map.entry("RESOURCE_EXHAUSTED", ErrorKind.RATE_LIMIT),
          Map.entry("CANCELLED", ErrorKind.CANCELLED),
          Map.entry("INTERNAL", ErrorKind.SERVER),
          Map.entry("UNKNOWN", ErrorKind.SERVER),
          Map.entry("DATA_LOSS", ErrorKind.SERVER),
          Map.entry("UNAVAILABLE", ErrorKind.UNAVAILABLE),
          Map.entry("DEADLINE_EXCEEDED", ErrorKind.TIMEOUT));

  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)s");

  private GeminiErrors() {}

  /** Reads the error of an upstream, in this form or any other that stands in its place. */
  static GatewayError decode(WireResponse response) {
    GatewayError read = ErrorBodies.decode(response, KINDS);
    JsonArray details = details(read.raw());
    Duration told = details == null ? null : retryDelay(details);
    return new GatewayError(
        details != null && isAboutTheKey(details) ? ErrorKind.AUTH : read.kind(),
        read.status(),
        read.message(),
        read.param(),
        // The number of the status, which is no code.
        null,
        read.upstreamType(),
        read.retryAfter() == null ? told : read.retryAfter(),
        read.upstreamRequestId(),
        read.raw());
  }

  /** The error that stands where an answer should: in a 200, or in a stream. */
  static GatewayError decodeInAnswer(byte[] body) {
    return decode(new WireResponse(200, WireHeaders.NONE, body));
  }

  /** The error as a whole response. */
  static WireResponse encode(GatewayError error) {
    WireHeaders headers = WireHeaders.of("content-type", "application/json; charset=utf-8");
    if (error.retryAfter() != null) {
      headers = headers.with("retry-after", Long.toString(seconds(error.retryAfter())));
    }
    return new WireResponse(error.kind().commonStatus(), headers, body(error));
  }

  /** The error as a body, also the data of a stream's frame. */
  static byte[] body(GatewayError error) {
    JsonWriter json = new JsonWriter().beginObject().beginObject("error");
    json.field("code", error.kind().commonStatus())
        .field("message", error.message())
        .field("status", word(error.kind()));
    if (error.retryAfter() != null) {
      json.beginArray("details")
          .beginObject()
          .field("@type", "type.googleapis.com/google.rpc.RetryInfo")
          .field("retryDelay", seconds(error.retryAfter()) + "s")
          .endObject()
          .endArray();
    }
    return json.endObject().endObject().bytes();
  }

  private static long seconds(Duration wait) {
    return (wait.toMillis() + 999) / 1000;
  }

  private static String word(ErrorKind kind) {
    return switch (kind) {
      case INVALID_REQUEST, CONTEXT_TOO_LONG, CONTENT_POLICY, TOO_LARGE -> "INVALID_ARGUMENT";
      case AUTH -> "UNAUTHENTICATED";
      case PERMISSION -> "PERMISSION_DENIED";
      case NOT_FOUND, UNKNOWN_PATH -> "NOT_FOUND";
      case METHOD -> "UNIMPLEMENTED";
      case CONFLICT -> "ABORTED";
      case BILLING, RATE_LIMIT -> "RESOURCE_EXHAUSTED";
      case CANCELLED -> "CANCELLED";
      case SERVER, BAD_UPSTREAM, UPSTREAM_TRUNCATED -> "INTERNAL";
      case UNAVAILABLE, OVERLOADED -> "UNAVAILABLE";
      case TIMEOUT -> "DEADLINE_EXCEEDED";
    };
  }

  private static @Nullable JsonArray details(@Nullable JsonText raw) {
    JsonValue value = raw == null ? null : raw.parse();
    JsonValue top = value instanceof JsonArray array && array.size() > 0 ? array.get(0) : value;
    return top instanceof JsonObject object
            && object.get("error") instanceof JsonObject error
            && error.get("details") instanceof JsonArray details
        ? details
        : null;
  }

  private static @Nullable Duration retryDelay(JsonArray details) {
    for (int i = 0; i < details.size(); i++) {
      if (details.get(i) instanceof JsonObject detail
          && detail.get("retryDelay") instanceof JsonString(String delay)) {
        var seconds = SECONDS.matcher(delay);
        return seconds.matches()
            ? Duration.ofMillis(new BigDecimal(seconds.group(1)).movePointRight(3).longValue())
            : null;
      }
    }
    return null;
  }

  /** A key that Google does not know is no fault of the request, though its status says so. */
  private static boolean isAboutTheKey(JsonArray details) {
    for (int i = 0; i < details.size(); i++) {
      if (details.get(i) instanceof JsonObject detail
          && detail.get("reason") instanceof JsonString(String reason)
          && reason.startsWith("API_KEY_")) {
        return true;
      }
    }
    return false;
  }
}
