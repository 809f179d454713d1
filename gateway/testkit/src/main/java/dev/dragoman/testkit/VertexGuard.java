package dev.dragoman.testkit;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what Vertex AI refuses, in its words: other addresses, API keys in a token's place
 * (gemini-cli#5739), ids in calls and in what answers them (vercel/ai#15664), contents without a
 * role (litellm#32731), and a service tier in the body (python-genai#2433).
 *
 * @param token of whom it trusts
 */
public record VertexGuard(String project, String location, String token)
    implements ScriptedUpstream.Guard {
  private static final Set<String> ROLES = Set.of("user", "model");

  @Override
  public @Nullable Scenario refusal(ScriptedExchange exchange) {
    if (!isServed(exchange.target())) {
      return refusal(404, "NOT_FOUND", "no such method or resource", null);
    }
    if (exchange.headers().first("x-goog-api-key") != null) {
      return refusal(
          401,
          "UNAUTHENTICATED",
          "API keys are not supported by this API. Expected OAuth2 access token",
          "CREDENTIALS_MISSING");
    }
    if (!("Bearer " + token).equals(exchange.headers().first("authorization"))) {
      return refusal(
          401,
          "UNAUTHENTICATED",
          "Request had invalid authentication credentials.",
          "ACCESS_TOKEN_TYPE_UNSUPPORTED");
    }
    String fault = fault(exchange.body());
    return fault == null ? null : refusal(400, "INVALID_ARGUMENT", fault, null);
  }

  private boolean isServed(String target) {
    return Pattern.matches(
        Pattern.quote("/v1/projects/" + project + "/locations/" + location + "/publishers/")
            + "[a-z0-9-]+/models/[A-Za-z0-9._-]+:"
            + "(generateContent|streamGenerateContent\\?alt=sse|countTokens)",
        target);
  }

  private static @Nullable String fault(byte[] body) {
    try {
      if (!(JsonReader.parse(body) instanceof JsonObject request)) {
        return "Invalid JSON payload received. Expected an object.";
      }
      if (request.get("serviceTier") != null) {
        return "Invalid value at 'service_tier'";
      }
      return request.get("contents") instanceof JsonArray contents ? fault(contents) : null;
    } catch (JsonSyntaxException e) {
      return "Invalid JSON payload received. " + e.problem();
    }
  }

  private static @Nullable String fault(JsonArray contents) {
    for (int i = 0; i < contents.size(); i++) {
      if (!(contents.get(i) instanceof JsonObject content)) {
        continue;
      }
      if (!(content.get("role") instanceof JsonString(String role)) || !ROLES.contains(role)) {
        return "Please use a valid role: user, model.";
      }
      if (content.get("parts") instanceof JsonArray parts) {
        for (int j = 0; j < parts.size(); j++) {
          String named = identified(parts.get(j));
          if (named != null) {
            return "Invalid JSON payload received. Unknown name \"id\" at 'contents[%d].parts[%d].%s': Cannot find field."
                .formatted(i, j, named);
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String identified(JsonValue part) {
    if (part instanceof JsonObject object) {
      if (object.get("functionCall") instanceof JsonObject call && call.get("id") != null) {
        return "function_call";
      }
      if (object.get("functionResponse") instanceof JsonObject answer && answer.get("id") != null) {
        return "function_response";
      }
    }
    return null;
  }

  private static Scenario refusal(int status, String word, String message, @Nullable String why) {
    JsonWriter json = new JsonWriter().beginObject().beginObject("error");
    json.field("code", status).field("message", message).field("status", word);
    if (why != null) {
      json.beginArray("details")
          .beginObject()
          .field("@type", "type.googleapis.com/google.rpc.ErrorInfo")
          .field("reason", why)
          .field("domain", "googleapis.com")
          .endObject()
          .endArray();
    }
    return Scenario.json(status, json.endObject().endObject().bytes());
  }
}
