package dev.dragoman.standalone;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One streamed question to the gateway's own client port, in the form of OpenAI Chat Completions
 * (platform.openai.com, API reference, Chat): what every client does, and the shortest proof that
 * the way through works.
 */
final class FirstAnswer {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TOTAL = Duration.ofMinutes(10);
  private static final String DATA = "data:";
  private static final String DONE = "[DONE]";

  private final URI gateway;
  private final @Nullable String key;

  /**
   * Asks at {@code gateway}.
   *
   * @param key text to present, null when no key is required
   */
  FirstAnswer(URI gateway, @Nullable String key) {
    this.gateway = gateway;
    this.key = key;
  }

  /**
   * Prints the answer's text as it arrives.
   *
   * @return why there is no whole answer, or nothing when there is
   */
  Optional<String> ask(String model, String question, PrintStream out) throws InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      HttpResponse<Stream<String>> response =
          client.send(request(model, question), HttpResponse.BodyHandlers.ofLines());
      try (Stream<String> lines = response.body()) {
        if (response.statusCode() != 200) {
          String body = String.join("\n", lines.toList());
          return Optional.of("status " + response.statusCode() + ": " + messageOf(body));
        }
        return printed(lines.iterator(), out);
      }
    } catch (IOException e) {
      return Optional.of("the gateway did not answer: " + e.getClass().getSimpleName());
    }
  }

  private HttpRequest request(String model, String question) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
            .timeout(TOTAL)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(model, question)));
    if (key != null) {
      request.header("authorization", "Bearer " + key);
    }
    return request.build();
  }

  private static byte[] body(String model, String question) {
    return new JsonWriter()
        .beginObject()
        .field("model", model)
        .beginArray("messages")
        .beginObject()
        .field("role", "user")
        .field("content", question)
        .endObject()
        .endArray()
        .field("stream", Boolean.TRUE)
        .endObject()
        .bytes();
  }

  private static Optional<String> printed(Iterator<String> lines, PrintStream out) {
    boolean done = false;
    Optional<String> fault = Optional.empty();
    while (lines.hasNext() && !done && fault.isEmpty()) {
      String line = lines.next();
      if (!line.startsWith(DATA)) {
        continue;
      }
      String data = line.substring(DATA.length()).strip();
      done = data.equals(DONE);
      if (!done) {
        fault = errorOf(data);
        out.print(textOf(data));
        out.flush();
      }
    }
    out.println();
    return done || fault.isPresent() ? fault : Optional.of("the answer was cut off");
  }

  private static String textOf(String data) {
    return object(parsed(data))
        .map(chunk -> chunk.get("choices"))
        .filter(JsonArray.class::isInstance)
        .map(JsonArray.class::cast)
        .filter(choices -> choices.size() > 0)
        .flatMap(choices -> object(choices.get(0)))
        .flatMap(choice -> object(choice.get("delta")))
        .flatMap(delta -> text(delta.get("content")))
        .orElse("");
  }

  private static Optional<String> errorOf(String data) {
    return object(parsed(data))
        .flatMap(chunk -> object(chunk.get("error")))
        .map(error -> text(error.get("message")).orElse("an error without a message"));
  }

  private static String messageOf(String body) {
    return errorOf(body).orElse("an answer that is no error of this protocol");
  }

  private static @Nullable JsonValue parsed(String data) {
    try {
      return JsonReader.parse(data);
    } catch (JsonSyntaxException e) {
      return null;
    }
  }

  private static Optional<JsonObject> object(@Nullable JsonValue value) {
    return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  private static Optional<String> text(@Nullable JsonValue value) {
    return value instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
  }
}
