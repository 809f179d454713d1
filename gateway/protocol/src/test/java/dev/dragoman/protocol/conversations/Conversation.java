package dev.dragoman.protocol.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One case: a directory of files, and which of them a test has used. */
final class Conversation {
  private static final Path ROOT = Path.of("src/test/resources/conversations");
  private static final String CASE = "case.yaml";
  private static final String PLAIN = "plain-text";
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  private final Path directory;
  private final JsonNode about;
  private final Set<String> used = new TreeSet<>();

  private Conversation(Path directory) {
    this.directory = directory;
    this.about = new YAMLMapper().readTree(text(CASE));
  }

  static List<Conversation> all() {
    try (Stream<Path> directories = Files.list(ROOT)) {
      return directories.filter(Files::isDirectory).sorted().map(Conversation::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return directory.getFileName().toString();
  }

  JsonNode about() {
    return about;
  }

  /** Whether the case has a request of a client of the protocol. */
  boolean asks(ProtocolId protocol) {
    return has(Golden.REQUEST, protocol);
  }

  /** Whether the case has an answer of an upstream of the protocol, whole or streamed. */
  boolean answers(UpstreamProtocol protocol) {
    return has(Golden.RESPONSE, protocol.id()) || has(Golden.STREAM, protocol.id());
  }

  boolean has(Golden golden, ProtocolId protocol) {
    return Files.exists(directory.resolve(golden.fileOf(protocol.value())));
  }

  /** The upstreams that the case names models of, empty when it names none. */
  Set<String> modelled() {
    return Set.copyOf(about.path("models").propertyNames());
  }

  /** The model that upstreams of the protocol are asked for, null where the case names none. */
  @Nullable String model(ProtocolId protocol) {
    JsonNode model = about.path("models").path(protocol.value());
    return model.isString() ? model.asString() : null;
  }

  /** The headers that a client of the protocol sends beside its request. */
  WireHeaders headers(ProtocolId client) {
    WireHeaders headers = WireHeaders.NONE;
    for (var header : about().path("headers").path(client.value()).properties()) {
      headers = headers.with(header.getKey(), header.getValue().asString());
    }
    return headers;
  }

  /** A file that a person wrote. */
  byte[] source(ProtocolId protocol, Golden golden) {
    return text(golden.fileOf(protocol.value())).getBytes(StandardCharsets.UTF_8);
  }

  /** What a client asks: its request, or the plain question where the case has only answers. */
  byte[] question(ClientProtocol client) {
    return asks(client.id())
        ? source(client.id(), Golden.REQUEST)
        : new Conversation(ROOT.resolve(PLAIN)).source(client.id(), Golden.REQUEST);
  }

  /**
   * Compares what was derived with its file. The file of a pair is only there when it differs from
   * {@code otherwise}, the file of the target's own.
   */
  void check(Golden golden, String pair, byte[] otherwise, byte[] derived) {
    String file = golden.fileOf(pair);
    boolean same = golden.compared(derived).equals(golden.compared(otherwise));
    if (UPDATE) {
      write(file, same ? null : golden.shown(derived));
    }
    byte[] expected =
        Files.exists(directory.resolve(file))
            ? text(file).getBytes(StandardCharsets.UTF_8)
            : otherwise;
    assertThat(golden.compared(derived))
        .as("%s/%s (rewrite with -Dgolden.update=true)", name(), file)
        .isEqualTo(golden.compared(expected));
    assertThat(same && Files.exists(directory.resolve(file)))
        .as("%s/%s says what the target's own file says already", name(), file)
        .isFalse();
  }

  private void write(String file, @Nullable String content) {
    try {
      if (content == null) {
        Files.deleteIfExists(directory.resolve(file));
      } else {
        Files.writeString(directory.resolve(file), content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String file) {
    used.add(file);
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails when the directory holds a file that no test has read. */
  void assertEveryFileIsUsed() {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("files of %s", name())
          .containsExactlyInAnyOrderElementsOf(used);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
