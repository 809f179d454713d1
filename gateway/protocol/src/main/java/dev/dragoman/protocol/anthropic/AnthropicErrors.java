package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.ErrorBodies;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors, both directions: {@code {"type":"error","error":{"type","message"},"request_id"}}.
 * Source: "Errors" of the API reference on platform.claude.com.
 */
final class AnthropicErrors {
  /** What clients see for an upstream that is down: Anthropic has no 503. */
  private static final int OVERLOADED = 529;

  static final String REQUEST_ID = "request-id";

  private static final String TOO_LONG = "prompt is too long";

  /** Numbers that the message itself calls tokens; others may be part of a model's name. */
  private static final Pattern TOKENS =
      Pattern.compile(
          "(?<=length is |token count \\(|tokens allowed \\()\\d[\\d,]{2,14}"
              + "|(?<![\\d,])\\d[\\d,]{2,14}(?= tokens)");

  private static final Map<String, ErrorKind> KINDS =
      Map.ofEntries(
          Map.entry("invalid_request_error", ErrorKind.INVALID_REQUEST),
          Map.entry("authentication_error", ErrorKind.AUTH),
          Map.entry("billing_error", ErrorKind.BILLING),
          Map.entry("permission_error", ErrorKind.PERMISSION),
          Map.entry("not_found_error", ErrorKind.NOT_FOUND),
          Map.entry("conflict_error", ErrorKind.CONFLICT),
          Map.entry("request_too_large", ErrorKind.TOO_LARGE),
          Map.entry("rate_limit_error", ErrorKind.RATE_LIMIT),
          Map.entry("api_error", ErrorKind.SERVER),
          Map.entry("overloaded_error", ErrorKind.OVERLOADED),
          Map.entry("timeout_error", ErrorKind.TIMEOUT));

  private AnthropicErrors() {}

  /** Reads the error of an upstream, in this form or any other that stands in its place. */
  static GatewayError decode(WireResponse response) {
    return ErrorBodies.decode(response, KINDS);
  }

  /** Reads an error that came as an event of a stream, or as the body of a 200. */
  static GatewayError decodeInside(JsonText body) {
    return decode(
        new WireResponse(200, WireHeaders.NONE, body.text().getBytes(StandardCharsets.UTF_8)));
  }

  /** A whole error response. */
  static WireResponse encode(GatewayError error, String requestId) {
    WireHeaders headers =
        WireHeaders.of(
            "content-type", "application/json; charset=utf-8", REQUEST_ID, requestId(requestId));
    Duration wait = error.retryAfter();
    if (wait != null) {
      headers = headers.with("retry-after", Long.toString(wholeSeconds(wait)));
    }
    if (error.kind() == ErrorKind.BILLING) {
      headers = headers.with("x-should-retry", "false");
    }
    return new WireResponse(status(error.kind()), headers, body(error, requestId));
  }

  /** The error object, as response body and as data of an {@code error} event. */
  static byte[] body(GatewayError error, String requestId) {
    return new JsonWriter()
        .beginObject()
        .field("type", "error")
        .beginObject("error")
        .field("type", type(error.kind()))
        .field("message", message(error))
        .endObject()
        .field("request_id", requestId(requestId))
        .endObject()
        .bytes();
  }

  /** The gateway's id of an exchange in the form in which this protocol shows ids. */
  static String requestId(String id) {
    return "req_" + id;
  }

  private static int status(ErrorKind kind) {
    return kind == ErrorKind.UNAVAILABLE ? OVERLOADED : kind.status();
  }

  private static String type(ErrorKind kind) {
    return switch (kind) {
      case INVALID_REQUEST, CONTEXT_TOO_LONG, CONTENT_POLICY, METHOD -> "invalid_request_error";
      case AUTH -> "authentication_error";
      case BILLING -> "billing_error";
      case PERMISSION -> "permission_error";
      case NOT_FOUND, UNKNOWN_PATH -> "not_found_error";
      case CONFLICT -> "conflict_error";
      case TOO_LARGE -> "request_too_large";
      case RATE_LIMIT -> "rate_limit_error";
      case CANCELLED, SERVER, BAD_UPSTREAM, UPSTREAM_TRUNCATED -> "api_error";
      case UNAVAILABLE, OVERLOADED -> "overloaded_error";
      case TIMEOUT -> "timeout_error";
    };
  }

  /**
   * Clients compact their history on the words "prompt is too long: X tokens &gt; Y maximum" and
   * use the numbers (seen with Claude Code 2.1), so other wordings are put into them.
   */
  private static String message(GatewayError error) {
    String message = error.message();
    if (error.kind() != ErrorKind.CONTEXT_TOO_LONG || message.contains(TOO_LONG)) {
      return message;
    }
    Matcher numbers = TOKENS.matcher(message);
    if (numbers.find()) {
      long first = tokens(numbers.group());
      if (numbers.find()) {
        long second = tokens(numbers.group());
        return TOO_LONG
            + ": %d tokens > %d maximum"
                .formatted(Math.max(first, second), Math.min(first, second));
      }
    }
    return TOO_LONG + ": " + message;
  }

  private static long tokens(String digits) {
    return Long.parseLong(digits.replace(",", ""));
  }

  private static long wholeSeconds(Duration wait) {
    return wait.getNano() == 0 ? wait.getSeconds() : wait.getSeconds() + 1;
  }
}
