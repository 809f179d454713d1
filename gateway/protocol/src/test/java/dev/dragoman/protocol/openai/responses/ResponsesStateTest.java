package dev.dragoman.protocol.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: openai/codex#8145, opencodex#2269; protocols.md 2.6 and 5, 78. */
final class ResponsesStateTest {
  @ParameterizedTest
  @Tag("pitfall-78")
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | 'invalid_encrypted_content' | The encrypted content gAAA could not be verified. | true",
        "400 | null | The encrypted content for item rs_1 could not be verified. | true",
        "400 | null | The webhook could not be verified. | false",
        "400 | 'invalid_value' | No such value. | false",
        "500 | 'invalid_encrypted_content' | The server failed. | false"
      })
  void anAccountThatCannotReadStateSaysSo(
      int status, String code, String message, boolean expected) {
    // Given
    ResponsesOutbound upstream = new ResponsesOutbound();
    String body =
        "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":%s}}"
            .formatted(message, code.equals("null") ? code : "\"" + code + "\"");

    // Then
    WireResponse response =
        new WireResponse(status, WireHeaders.NONE, body.getBytes(StandardCharsets.UTF_8));
    assertThat(upstream.refusesState(upstream.decodeError(response))).isEqualTo(expected);
  }
}
