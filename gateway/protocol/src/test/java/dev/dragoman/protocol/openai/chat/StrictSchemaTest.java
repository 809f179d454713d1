package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.openai.StrictSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictSchemaTest {
  @Test
  void aClosedSchemaIsStrict() {
    assertThat(
            StrictSchema.isCompliant(
                new JsonText(
                    """
                    {"type":"object","additionalProperties":false,"required":["a"],
                     "properties":{"a":{"type":"array","items":
                       {"type":"object","additionalProperties":false,"properties":{}}}}}
                    """)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "true",
        "{\"type\":\"string\"}",
        "{\"type\":\"object\"}",
        "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"a\":{}}}",
        "{\"type\":\"object\",\"additionalProperties\":false,\"anyOf\":[]}",
        "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"],"
            + "\"properties\":{\"a\":{\"type\":\"object\"}}}"
      })
  void anOpenSchemaIsNot(String schema) {
    assertThat(StrictSchema.isCompliant(new JsonText(schema))).isFalse();
  }
}
