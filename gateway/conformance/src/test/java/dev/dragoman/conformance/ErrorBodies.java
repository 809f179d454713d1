package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assertions on whole error bodies: the members that each protocol has, and no others. */
final class ErrorBodies {
  private ErrorBodies() {}

  /**
   * The body is an error of {@code client}'s protocol.
   *
   * @param anthropicType the type that Anthropic's protocol gives
   * @param openaiCode the code that OpenAI's protocol gives, null for none
   */
  static void isOf(
      ClientKind client,
      HttpResponse<String> answer,
      String anthropicType,
      @Nullable String openaiCode) {
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.headers().firstValue("x-dragoman-request-id")).isPresent();
    JsonObject body = object(JsonReader.parse(answer.body()));
    JsonObject error = object(body.get("error"));
    assertThat(text(error, "message")).isNotBlank();
    switch (client) {
      case ANTHROPIC -> {
        assertThat(names(body)).containsExactlyInAnyOrder("type", "error", "request_id");
        assertThat(text(body, "type")).isEqualTo("error");
        assertThat(names(error)).containsExactlyInAnyOrder("type", "message");
        assertThat(text(error, "type")).isEqualTo(anthropicType);
        assertThat(answer.headers().firstValue("request-id")).hasValue(text(body, "request_id"));
      }
      case OPENAI, RESPONSES -> {
        assertThat(names(body)).containsExactly("error");
        assertThat(names(error)).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(code(error)).isEqualTo(openaiCode);
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
      }
      case GEMINI -> {
        assertThat(names(body)).containsExactly("error");
        assertThat(names(error)).contains("code", "message", "status");
        assertThat(error.get("code"))
            .isEqualTo(new JsonNumber(Integer.toString(answer.statusCode())));
        assertThat(text(error, "status")).isEqualTo(wordOf(answer.statusCode()));
      }
    }
  }

  /** The word of google.rpc.Code that goes with a status; google/rpc/code.proto. */
  static String wordOf(int status) {
    return switch (status) {
      case 400, 413 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 405 -> "UNIMPLEMENTED";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> "INTERNAL";
    };
  }

  private static @Nullable String code(JsonObject error) {
    return error.get("code") instanceof JsonNull ? null : text(error, "code");
  }

  private static String text(JsonObject object, String name) {
    assertThat(object.get(name)).as(name).isInstanceOf(JsonString.class);
    return object.get(name) instanceof JsonString(String value) ? value : "";
  }

  private static JsonObject object(@Nullable JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new AssertionError("not an object: " + value);
  }

  private static List<String> names(JsonObject object) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < object.size(); i++) {
      names.add(object.name(i));
    }
    return names;
  }
}
