package dev.dragoman.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonReader;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireTest {
  @ParameterizedTest
  @EnumSource
  void everyBodyIsOneKilobyteOfJson(Wire wire) {
    // When
    byte[] whole = wire.body("some-model", false);
    byte[] stream = wire.body("some-model", true);

    // Then
    assertThat(whole).hasSize(Wire.BODY_BYTES);
    assertThat(stream).hasSize(Wire.BODY_BYTES);
    assertThat(JsonReader.parse(whole)).isNotNull();
    assertThat(JsonReader.parse(stream)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void theKeyTravelsInTheProtocolsOwnHeader(Wire wire) {
    // Given
    HttpHeaders headers = new DefaultHttpHeaders();

    // When
    wire.authenticate(headers, "some-key");

    // Then
    assertThat(headers.get(wire == Wire.OPENAI ? "authorization" : "x-api-key"))
        .endsWith("some-key");
  }
}
