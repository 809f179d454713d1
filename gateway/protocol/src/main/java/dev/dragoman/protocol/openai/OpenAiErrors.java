package dev.dragoman.protocol.openai;

import dev.dragoman.protocol.codec.ErrorBodies;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Errors in OpenAI's form, both ways: {@code {"error":{"message","type","param","code"}}}, always
 * with all four keys, the code a string or null. Source: OpenAI API reference, error codes.
 */
public final class OpenAiErrors {
  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";
  private static final String BUSY = "service_unavailable_error";
  private static final String QUOTA = "insufficient_quota";

  /** OpenAI's words, as code or as type, that say more than the status does. */
  private static final Map<String, ErrorKind> KINDS =
      Map.ofEntries(
          Map.entry("context_length_exceeded", ErrorKind.CONTEXT_TOO_LONG),
          Map.entry("content_policy_violation", ErrorKind.CONTENT_POLICY),
          Map.entry("content_filter", ErrorKind.CONTENT_POLICY),
          Map.entry("invalid_api_key", ErrorKind.AUTH),
          Map.entry("authentication_error", ErrorKind.AUTH),
          Map.entry(QUOTA, ErrorKind.BILLING),
          Map.entry("billing_hard_limit_reached", ErrorKind.BILLING),
          Map.entry("billing_not_active", ErrorKind.BILLING),
          Map.entry("permission_error", ErrorKind.PERMISSION),
          Map.entry("model_not_found", ErrorKind.NOT_FOUND),
          Map.entry("not_found_error", ErrorKind.NOT_FOUND),
          Map.entry("rate_limit_exceeded", ErrorKind.RATE_LIMIT),
          Map.entry("rate_limit_error", ErrorKind.RATE_LIMIT),
          Map.entry("tokens", ErrorKind.RATE_LIMIT),
          Map.entry("requests", ErrorKind.RATE_LIMIT),
          Map.entry(INVALID, ErrorKind.INVALID_REQUEST),
          Map.entry(SERVER, ErrorKind.SERVER),
          Map.entry("upstream_error", ErrorKind.BAD_UPSTREAM),
          Map.entry("timeout", ErrorKind.TIMEOUT),
          Map.entry("server_is_overloaded", ErrorKind.UNAVAILABLE),
          Map.entry("slow_down", ErrorKind.UNAVAILABLE),
          Map.entry(BUSY, ErrorKind.UNAVAILABLE));

  private OpenAiErrors() {}

  /** Type and code of a kind. */
  private record Words(String type, @Nullable String code) {}

  /** The error that a response of any form tells of. Never throws. */
  public static GatewayError decode(WireResponse response) {
    return ErrorBodies.decode(response, KINDS);
  }

  /** The error that stands where an answer should: in a 200, or in a stream. */
  public static GatewayError decodeInAnswer(byte[] body) {
    return decode(new WireResponse(200, WireHeaders.NONE, body));
  }

  /** The header in which OpenAI names an exchange. */
  public static WireHeaders requestId(String requestId) {
    return WireHeaders.of("x-request-id", requestId);
  }

  /** The error as a whole response. */
  public static WireResponse encode(GatewayError error, String requestId) {
    WireHeaders headers =
        requestId(requestId).with("content-type", "application/json; charset=utf-8");
    if (error.retryAfter() != null) {
      long seconds = (error.retryAfter().toMillis() + 999) / 1000;
      headers = headers.with("retry-after", Long.toString(seconds));
    }
    if (error.kind() == ErrorKind.BILLING) {
      // Its status is that of a rate, which clients try again.
      headers = headers.with("x-should-retry", "false");
    }
    return new WireResponse(error.kind().commonStatus(), headers, body(error));
  }

  /** The error as a body, also the data of a stream's error frame. */
  public static byte[] body(GatewayError error) {
    Words words = words(error);
    JsonWriter json = new JsonWriter();
    json.beginObject().beginObject("error").field("message", error.message());
    json.field("type", words.type);
    nullable(json, "param", error.param());
    nullable(json, "code", words.code);
    return json.endObject().endObject().bytes();
  }

  /**
   * The code of an error inside an answer, where it cannot be null: a word that clients act on,
   * else one that OpenAI's SDKs know.
   */
  public static String codeInAnswer(GatewayError error) {
    return switch (error.kind()) {
      case SERVER, BAD_UPSTREAM, UPSTREAM_TRUNCATED, TIMEOUT -> SERVER;
      case CONTEXT_TOO_LONG,
          CONTENT_POLICY,
          AUTH,
          BILLING,
          NOT_FOUND,
          UNKNOWN_PATH,
          RATE_LIMIT,
          UNAVAILABLE,
          OVERLOADED,
          INVALID_REQUEST,
          PERMISSION,
          METHOD,
          CONFLICT,
          TOO_LARGE,
          CANCELLED -> {
        String code = words(error).code;
        yield code == null ? "invalid_prompt" : code;
      }
    };
  }

  private static void nullable(JsonWriter json, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      json.nullField(name);
    } else {
      json.field(name, value);
    }
  }

  private static Words words(GatewayError error) {
    return switch (error.kind()) {
      case INVALID_REQUEST -> new Words(INVALID, specific(error.upstreamCode()));
      case CONTEXT_TOO_LONG -> new Words(INVALID, "context_length_exceeded");
      case CONTENT_POLICY -> new Words(INVALID, "content_policy_violation");
      case AUTH -> new Words(INVALID, "invalid_api_key");
      case BILLING -> new Words(QUOTA, QUOTA);
      case NOT_FOUND -> new Words(INVALID, "model_not_found");
      case UNKNOWN_PATH, PERMISSION, METHOD, CONFLICT, TOO_LARGE, CANCELLED ->
          new Words(INVALID, null);
      case RATE_LIMIT -> new Words("rate_limit_error", "rate_limit_exceeded");
      case SERVER -> new Words(SERVER, SERVER);
      case BAD_UPSTREAM, UPSTREAM_TRUNCATED -> new Words(SERVER, "upstream_error");
      case UNAVAILABLE, OVERLOADED -> new Words(BUSY, "server_is_overloaded");
      case TIMEOUT -> new Words(SERVER, "timeout");
    };
  }

  /** The upstream's code where it is a word; some servers repeat the status there. */
  private static @Nullable String specific(@Nullable String code) {
    return code == null || code.isEmpty() || Character.isDigit(code.charAt(0)) ? null : code;
  }
}
