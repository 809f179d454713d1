package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the error of an upstream in any form that is met in practice, see {@link ErrorText}, and
 * says of which kind it is. Never throws: an error that nobody can read is still an error.
 */
public final class ErrorBodies {
  private static final int FIRST_ERROR_STATUS = 400;

  private ErrorBodies() {}

  /**
   * The error that {@code response} tells of.
   *
   * @param kindsByType the protocol's own words, asked for the error's {@code code} first and then
   *     for its {@code type}; where they disagree with the class of the status (4xx, 5xx) or say no
   *     more than {@code INVALID_REQUEST}, the status counts
   */
  public static GatewayError decode(WireResponse response, Map<String, ErrorKind> kindsByType) {
    ErrorText text = ErrorText.of(response.body());
    ErrorKind named = named(text, kindsByType);
    int status = status(response.status(), text, named);
    WireHeaders headers = response.headers();
    return new GatewayError(
        kind(status, named, text),
        status,
        text.message() == null ? "the upstream answered " + status : text.message(),
        text.param(),
        text.code(),
        text.type(),
        RetryAfter.of(headers),
        requestId(headers, text),
        text.raw());
  }

  private static @Nullable ErrorKind named(ErrorText text, Map<String, ErrorKind> kindsByType) {
    ErrorKind byCode = text.code() == null ? null : kindsByType.get(text.code());
    return byCode == null && text.type() != null ? kindsByType.get(text.type()) : byCode;
  }

  /** A 200 may hold an error: its status is then the body's numeric code, or that of its kind. */
  private static int status(int status, ErrorText text, @Nullable ErrorKind named) {
    if (status >= FIRST_ERROR_STATUS) {
      return status;
    }
    Integer inBody = text.statusInBody();
    if (inBody != null) {
      return inBody;
    }
    return named == null ? ErrorKind.BAD_UPSTREAM.status() : named.status();
  }

  private static ErrorKind kind(int status, @Nullable ErrorKind named, ErrorText text) {
    ErrorKind byStatus = ofStatus(status);
    ErrorKind kind = named != null && refines(named, byStatus) ? named : byStatus;
    if (kind != ErrorKind.INVALID_REQUEST) {
      return kind;
    }
    if (isContextTooLong(text)) {
      return ErrorKind.CONTEXT_TOO_LONG;
    }
    return isFiltered(text) ? ErrorKind.CONTENT_POLICY : kind;
  }

  /** The words of 400 and 500 say less than another status of their class does. */
  private static boolean refines(ErrorKind named, ErrorKind byStatus) {
    boolean isGeneral = named == ErrorKind.INVALID_REQUEST || named == ErrorKind.SERVER;
    return !isGeneral && named.status() / 100 == byStatus.status() / 100;
  }

  private static ErrorKind ofStatus(int status) {
    return switch (status) {
      case 401 -> ErrorKind.AUTH;
      case 402 -> ErrorKind.BILLING;
      case 403 -> ErrorKind.PERMISSION;
      case 404 -> ErrorKind.NOT_FOUND;
      case 405 -> ErrorKind.METHOD;
      case 408, 504 -> ErrorKind.TIMEOUT;
      case 409 -> ErrorKind.CONFLICT;
      case 413 -> ErrorKind.TOO_LARGE;
      case 429 -> ErrorKind.RATE_LIMIT;
      case 499 -> ErrorKind.CANCELLED;
      case 502 -> ErrorKind.BAD_UPSTREAM;
      case 503 -> ErrorKind.UNAVAILABLE;
      case 529 -> ErrorKind.OVERLOADED;
      default -> status < 500 ? ErrorKind.INVALID_REQUEST : ErrorKind.SERVER;
    };
  }

  /** Words of Anthropic, OpenAI, vLLM, Gemini and Bedrock for a prompt that does not fit. */
  private static boolean isContextTooLong(ErrorText text) {
    if ("context_length_exceeded".equals(text.code())) {
      return true;
    }
    String message = text.message() == null ? "" : text.message().toLowerCase(Locale.ROOT);
    return message.contains("prompt is too long")
        || message.contains("exceed context limit")
        || message.contains("maximum context length")
        || message.contains("input is too long")
        || message.contains("too many tokens")
        || (message.contains("input token count") && message.contains("exceeds"));
  }

  /** Anthropic has no word of its own for it but these (anthropics/claude-code#58367). */
  private static boolean isFiltered(ErrorText text) {
    String message = text.message();
    return message != null
        && message.toLowerCase(Locale.ROOT).contains("blocked by content filtering policy");
  }

  private static @Nullable String requestId(WireHeaders headers, ErrorText text) {
    String id = headers.first("request-id");
    if (id == null) {
      id = headers.first("x-request-id");
    }
    return id == null ? text.requestId() : id;
  }
}
