package dev.dragoman.protocol.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each file of {@code schemas} is one schema, why it is there, and what each target is sent when a
 * client of OpenAI asks for an answer by it, and when a client gives it to a tool. Rewritten with
 * {@code -Dgolden.update=true}.
 */
final class SchemaCorpusTest {
  private static final Path ROOT = Path.of("src/test/resources/schemas");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Families FAMILIES = Families.load();
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static final List<String> TOLD =
      List.of(
          "output_config",
          "outputConfig",
          "response_format",
          "generationConfig",
          "system",
          "systemInstruction",
          "tools",
          "toolConfig",
          "tool_choice");

  private static final List<Goal> GOALS =
      List.of(
          new Goal("CLAUDE", ProtocolId.ANTHROPIC, "claude-opus-4-8"),
          new Goal("OLD_CLAUDE", ProtocolId.ANTHROPIC, "claude-3-5-haiku-20241022"),
          new Goal("OPENAI", ProtocolId.OPENAI_CHAT, "gpt-4o"),
          new Goal("COMPATIBLE", ProtocolId.OPENAI_CHAT, "some-model"),
          new Goal(
              "BEDROCK_CLAUDE", ProtocolId.BEDROCK, "anthropic.claude-sonnet-4-5-20250929-v1:0"),
          new Goal("BEDROCK_NOVA", ProtocolId.BEDROCK, "amazon.nova-pro-v1:0"),
          new Goal("GEMINI", ProtocolId.GEMINI, "gemini-3-pro-preview"),
          new Goal("OLD_GEMINI", ProtocolId.GEMINI, "gemini-2.0-flash"));

  /** Where schemas go: how the target is called, by which protocol, to which model. */
  private record Goal(String name, ProtocolId protocol, String model) {
    Encoded encoded(ChatRequest request) {
      return Protocols.ofUpstream(protocol)
          .outbound()
          .encodeRequest(request, new Target(model, FAMILIES.of(protocol, model)));
    }
  }

  @Test
  void thereAreAtLeastThirtySchemas() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      assertThat(files).hasSizeGreaterThanOrEqualTo(30);
    }
  }

  @TestFactory
  @Tag("pitfall-57")
  @Tag("pitfall-62")
  @Tag("pitfall-63")
  @Tag("pitfall-64")
  Stream<DynamicTest> everySchemaBecomesWhatItsFileSays() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files.sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws IOException {
    JsonObject given = (JsonObject) JsonReader.parse(Files.readString(file));
    JsonText why = member(given, "why").source();
    JsonText schema = member(given, "schema").source();
    JsonText derived = derived(schema);
    if (UPDATE) {
      write(file, why, schema, derived);
    }
    JsonObject expected = (JsonObject) JsonReader.parse(Files.readString(file));
    assertThat(MAPPER.readTree(derived.text()))
        .as("%s (rewrite with -Dgolden.update=true)", file)
        .isEqualTo(MAPPER.readTree(member(expected, "expected").source().text()));
  }

  private static JsonValue member(JsonObject object, String name) {
    return Objects.requireNonNull(object.get(name), name);
  }

  private static JsonText derived(JsonText schema) {
    JsonWriter out = new JsonWriter().beginObject();
    for (Goal goal : GOALS) {
      out.beginObject(goal.name());
      told(out.name("answer"), goal.encoded(answerBy(schema)));
      told(out.name("tool"), goal.encoded(toolWith(schema)));
      out.endObject();
    }
    return new JsonText(out.endObject().text());
  }

  /** The members of the body that schemas touch, and what was lost. */
  private static void told(JsonWriter out, Encoded encoded) {
    JsonObject body = (JsonObject) JsonReader.parse(encoded.request().body());
    out.beginObject();
    for (String name : TOLD) {
      JsonValue value = body.get(name);
      out.field(name, value == null ? null : value.source());
    }
    if (body.get("system") == null
        && body.get("messages") != null
        && encoded.emulation().outputTool() == null) {
      out.field("messages", member(body, "messages").source());
    }
    out.field("outputTool", encoded.emulation().outputTool());
    out.beginArray("dropped");
    for (Dropped dropped : encoded.dropped()) {
      out.value(dropped.path() + ": " + dropped.reason());
    }
    out.endArray().endObject();
  }

  private static ChatRequest answerBy(JsonText schema) {
    return request(
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"strict\":true,"
            + "\"schema\":"
            + schema.text()
            + "}}");
  }

  private static ChatRequest toolWith(JsonText schema) {
    return request(
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true,\"parameters\":"
            + schema.text()
            + "}}]");
  }

  private static ChatRequest request(String member) {
    String body =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]," + member + "}";
    return Protocols.of(ProtocolId.OPENAI_CHAT)
        .inbound()
        .decodeRequest(
            new WireRequest(
                "/v1/chat/completions",
                WireHeaders.NONE,
                body.getBytes(StandardCharsets.UTF_8),
                false));
  }

  private static void write(Path file, JsonText why, JsonText schema, JsonText derived) {
    JsonObject goals = (JsonObject) derived.parse();
    StringBuilder text = new StringBuilder();
    text.append("{\n  \"why\": ").append(why.text());
    text.append(",\n  \"schema\": ").append(schema.text()).append(",\n  \"expected\": {");
    for (int i = 0; i < goals.size(); i++) {
      JsonObject goal = (JsonObject) goals.value(i);
      text.append(i == 0 ? "" : ",").append("\n    \"").append(goals.name(i)).append("\": {");
      for (int j = 0; j < goal.size(); j++) {
        text.append(j == 0 ? "" : ",").append("\n      \"").append(goal.name(j)).append("\": ");
        text.append(goal.value(j).source().text());
      }
      text.append("\n    }");
    }
    try {
      Files.writeString(file, text.append("\n  }\n}\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
