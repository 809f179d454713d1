package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.ErrorBodies;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions of the service. An HTTP error names its type in the header {@code x-amzn-errortype},
 * or in {@code __type} of the body; an exception inside a stream is a frame called by its type, in
 * lower camel case. Source: "Errors" of Converse and ConverseStream in the Bedrock API reference,
 * "Common errors" of AWS.
 */
final class ConverseErrors {
  static final String REQUEST_ID = "x-amzn-requestid";

  private static final String TYPE = "x-amzn-errortype";
  private static final int FIRST_ERROR_STATUS = 400;

  private static final Map<String, ErrorKind> KINDS =
      Map.ofEntries(
          Map.entry("ValidationException", ErrorKind.INVALID_REQUEST),
          Map.entry("AccessDeniedException", ErrorKind.PERMISSION),
          Map.entry("UnrecognizedClientException", ErrorKind.AUTH),
          Map.entry("InvalidClientTokenId", ErrorKind.AUTH),
          Map.entry("InvalidSignatureException", ErrorKind.AUTH),
          Map.entry("IncompleteSignatureException", ErrorKind.AUTH),
          Map.entry("MissingAuthenticationTokenException", ErrorKind.AUTH),
          Map.entry("ExpiredTokenException", ErrorKind.AUTH),
          Map.entry("ExpiredToken", ErrorKind.AUTH),
          Map.entry("ResourceNotFoundException", ErrorKind.NOT_FOUND),
          Map.entry("ConflictException", ErrorKind.CONFLICT),
          Map.entry("ThrottlingException", ErrorKind.RATE_LIMIT),
          Map.entry("ServiceQuotaExceededException", ErrorKind.RATE_LIMIT),
          Map.entry("ModelNotReadyException", ErrorKind.RATE_LIMIT),
          Map.entry("InternalServerException", ErrorKind.SERVER),
          Map.entry("InternalFailure", ErrorKind.SERVER),
          Map.entry("ServiceUnavailableException", ErrorKind.UNAVAILABLE),
          Map.entry("ModelErrorException", ErrorKind.BAD_UPSTREAM),
          Map.entry("ModelStreamErrorException", ErrorKind.BAD_UPSTREAM),
          Map.entry("ModelTimeoutException", ErrorKind.TIMEOUT));

  private ConverseErrors() {}

  /** Reads the error of an upstream, in this form or any other that stands in its place. */
  static GatewayError decode(WireResponse response) {
    return named(typeOf(response), response);
  }

  /** Whether a frame of a stream is an exception. */
  static boolean isException(String event) {
    return event.equals("error") || KINDS.containsKey(simple(event));
  }

  /** Reads an exception that came as the frame {@code event} of a stream. */
  static GatewayError decodeFrame(String event, byte[] data) {
    WireResponse frame = new WireResponse(0, WireHeaders.NONE, data);
    String type = event.equals("error") ? typeInBody(data) : event;
    ErrorKind kind = type == null ? null : KINDS.get(simple(type));
    int status = (kind == null ? ErrorKind.BAD_UPSTREAM : kind).status();
    return named(type, new WireResponse(status, frame.headers(), data));
  }

  private static GatewayError named(@Nullable String type, WireResponse response) {
    GatewayError read = ErrorBodies.decode(response, Map.of());
    String simple = type == null ? null : simple(type);
    ErrorKind said = simple == null ? null : KINDS.get(simple);
    // Of a refusal the message says more than the type: whether the prompt is too long.
    ErrorKind kind = said == null || said == ErrorKind.INVALID_REQUEST ? read.kind() : said;
    String requestId = response.headers().first(REQUEST_ID);
    return new GatewayError(
        kind,
        response.status() >= FIRST_ERROR_STATUS ? read.status() : kind.status(),
        read.message(),
        read.param(),
        read.upstreamCode(),
        simple,
        read.retryAfter(),
        requestId == null ? read.upstreamRequestId() : requestId,
        read.raw());
  }

  private static @Nullable String typeOf(WireResponse response) {
    String header = response.headers().first(TYPE);
    return header == null ? typeInBody(response.body()) : header;
  }

  private static @Nullable String typeInBody(byte[] body) {
    try {
      if (JsonReader.parse(body) instanceof JsonObject object) {
        return object.get("__type") instanceof JsonString(String type)
            ? type
            : object.get("code") instanceof JsonString(String code) ? code : null;
      }
    } catch (JsonSyntaxException e) {
      // A page of a proxy, or nothing: its status says what there is to say.
      return null;
    }
    return null;
  }

  /** The name without the namespace before {@code #} and the address that may follow a colon. */
  private static String simple(String type) {
    int colon = type.indexOf(':');
    String name = (colon < 0 ? type : type.substring(0, colon)).strip();
    name = name.substring(name.indexOf('#') + 1);
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
