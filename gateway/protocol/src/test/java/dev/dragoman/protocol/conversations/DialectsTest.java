package dev.dragoman.protocol.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What each dialect of OpenAI-compatible servers is sent by a client of each protocol, and what the
 * clients get of its streams. In a directory of {@code dialects} people write {@code
 * <client>.request.json} and the streams; the {@code upstream} and {@code to-<client>} files are
 * derived and rewritten with {@code -Dgolden.update=true}. Source: protocols.md 2.11, "C outbound
 * profiles".
 */
final class DialectsTest {
  private static final Path ROOT = Path.of("src/test/resources/dialects");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Families FAMILIES = Families.load();
  private static final ClientProtocol CHAT = Protocols.of(ProtocolId.OPENAI_CHAT);
  private static final OutboundCodec CODEC =
      Protocols.ofUpstream(ProtocolId.OPENAI_CHAT).outbound();
  private static final String MODEL = "served";

  private static Dialect dialect(String name) {
    return FAMILIES.dialect(ProtocolId.OPENAI_CHAT, name, null);
  }

  private static Encoded encoded(String name, ClientProtocol client) throws IOException {
    byte[] body = Files.readAllBytes(ROOT.resolve(name, client.id() + ".request.json"));
    String path = client.endpoints().getFirst().at("public");
    Dialect dialect = dialect(name);
    return CODEC.encodeRequest(
        client.inbound().decodeRequest(new WireRequest(path, WireHeaders.NONE, body, true)),
        new Target(MODEL, FAMILIES.of(ProtocolId.OPENAI_CHAT, dialect, MODEL), dialect));
  }

  @TestFactory
  @Tag("pitfall-11")
  @Tag("pitfall-17")
  @Tag("pitfall-45")
  @Tag("pitfall-91")
  Stream<DynamicTest> requestsAreWhatEachDialectTakes() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : names()) {
      for (ClientProtocol client : Protocols.all()) {
        tests.add(
            DynamicTest.dynamicTest(
                name + " from " + client.id(),
                () -> {
                  Encoded request = encoded(name, client);
                  check(
                      name,
                      client.id() + ".upstream.json",
                      Golden.REQUEST,
                      request.request().body());
                  check(
                      name,
                      client.id() + ".dropped.json",
                      Golden.DROPPED,
                      Golden.json(request.dropped()));
                }));
      }
    }
    return tests.stream();
  }

  @TestFactory
  @Tag("pitfall-76")
  @Tag("pitfall-137")
  @Tag("pitfall-138")
  Stream<DynamicTest> streamsOfEachDialectAreRead() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : names()) {
      for (String stream : streams(name)) {
        for (ClientProtocol client : Protocols.all()) {
          tests.add(
              DynamicTest.dynamicTest(
                  name + " " + stream + " to " + client.id(),
                  () ->
                      check(
                          name,
                          stream.replace(".sse", "-to-" + client.id() + ".sse"),
                          Golden.STREAM,
                          streamed(name, stream, client))));
        }
      }
    }
    return tests.stream();
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> directories = Files.list(ROOT)) {
      return directories.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> streams(String name) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(name))) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(file -> file.endsWith(".sse") && !file.contains("-to-"))
          .sorted()
          .toList();
    }
  }

  private static byte[] streamed(String name, String stream, ClientProtocol client)
      throws IOException {
    Encoded request = encoded(name, client);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamEncoder encoder =
        client
            .inbound()
            .streamEncoder(
                new ReplyContext(
                    "0123456789abcdef01234567",
                    null,
                    Instant.ofEpochSecond(1_764_000_000),
                    () -> 42,
                    true));
    Consumer<StreamEvent> stage =
        request.emulation().before(new StreamValidator(event -> encoder.accept(event, out)));
    StreamDecoder decoder = CODEC.streamDecoder();
    for (SseFrame frame : Golden.frames(Files.readAllBytes(ROOT.resolve(name, stream)))) {
      decoder.accept(frame, stage);
    }
    decoder.finish(stage);
    return out.toByteArray();
  }

  private static void check(String name, String file, Golden golden, byte[] derived)
      throws IOException {
    Path path = ROOT.resolve(name, file);
    if (UPDATE) {
      Files.writeString(path, golden.shown(derived));
    }
    assertThat(golden.compared(derived))
        .as("%s (rewrite with -Dgolden.update=true)", path)
        .isEqualTo(golden.compared(Files.readAllBytes(path)));
  }

  @Test
  void azureIsCalledByDeploymentOrByTheVersionlessPath() {
    // Given
    Dialect versioned = FAMILIES.dialect(ProtocolId.OPENAI_CHAT, "Azure", "2024-10-21");

    // Then
    assertThat(versioned.path("/chat/completions", "my gpt/4"))
        .isEqualTo("/openai/deployments/my%20gpt%2F4/chat/completions?api-version=2024-10-21");
    assertThat(dialect("Azure").path("/chat/completions", "d"))
        .isEqualTo("/openai/v1/chat/completions");
    assertThat(versioned.credentialHeader()).isEqualTo("api-key");
  }

  @Test
  void aStrictServerGetsNoNullAnywhere() throws IOException {
    for (ClientProtocol client : Protocols.all()) {
      // When
      JsonNode body =
          JsonMapper.shared().readTree(encoded("GenericStrict", client).request().body());

      // Then
      assertThat(body.findValues("content"))
          .noneMatch(JsonNode::isArray)
          .noneMatch(JsonNode::isNull);
      assertThat(body.findValues("strict")).isEmpty();
      assertThat(body.has("stream_options")).isFalse();
      assertThat(body.has("parallel_tool_calls")).isFalse();
    }
  }

  @Test
  @Tag("pitfall-122")
  void aFlatErrorKeepsItsMessageAndMeaning() throws IOException {
    // When
    GatewayError error =
        CODEC.decodeError(
            new WireResponse(
                400, WireHeaders.NONE, Files.readAllBytes(ROOT.resolve("VLLM", "error.json"))));

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
    assertThat(error.message()).startsWith("This model's maximum context length is 4096 tokens.");
  }

  @Test
  @Tag("pitfall-138")
  void anErrorWithinAStreamNeverEndsAsSuccess() throws IOException {
    // When
    String toOpenAi =
        new String(streamed("OpenRouter", "broken.sse", CHAT), StandardCharsets.UTF_8);

    // Then
    assertThat(toOpenAi)
        .contains("\"error\"")
        .doesNotContain("[DONE]", "\"finish_reason\":\"stop\"");
  }
}
