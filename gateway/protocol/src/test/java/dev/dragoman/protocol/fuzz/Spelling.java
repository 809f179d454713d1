package dev.dragoman.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What may go out as JSON, by a parser that is not the codecs' own. */
final class Spelling {
  /** What is near the gateway's bound when it comes in goes out a few levels deeper. */
  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(1_000)
                      .maxNumberLength(100_000)
                      .build())
              .build());

  private Spelling() {}

  static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  /** Whether it is within the gateway's own bounds, so that what it wrote it reads. */
  static boolean isReadable(byte[] json) {
    return JsonReader.tryParse(new String(json, StandardCharsets.UTF_8)) != null;
  }

  /** Fails unless {@code json} is one object in UTF-8, and gives it. */
  static JsonNode object(byte[] json, String what) {
    assertThat(isUtf8(json)).as(what + " is UTF-8").isTrue();
    try {
      JsonNode node = MAPPER.readTree(json);
      assertThat(node.isObject()).as(what + " is an object").isTrue();
      return node;
    } catch (JacksonException e) {
      throw new AssertionError(what + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
