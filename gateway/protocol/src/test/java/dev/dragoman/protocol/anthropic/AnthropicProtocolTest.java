package dev.dragoman.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Endpoint;
import dev.dragoman.protocol.codec.Endpoint.Operation;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class AnthropicProtocolTest {
  private final AnthropicProtocol protocol = new AnthropicProtocol();

  @Test
  void servesMessagesAndTheirCount() {
    assertThat(protocol.id()).isEqualTo(ProtocolId.ANTHROPIC);
    assertThat(protocol.endpoints())
        .containsExactly(
            new Endpoint("POST", "/v1/messages", Operation.GENERATE),
            new Endpoint("POST", "/v1/messages/count_tokens", Operation.COUNT_TOKENS));
  }

  @Test
  void headersAndCountsHaveTheirForm() {
    assertThat(protocol.outbound().credential("k")).isEqualTo(WireHeaders.of("x-api-key", "k"));
    assertThat(protocol.inbound().replyHeaders("abc"))
        .isEqualTo(WireHeaders.of("request-id", "req_abc"));
    assertThat(new String(protocol.inbound().encodeTokenCount(7), StandardCharsets.UTF_8))
        .isEqualTo("{\"input_tokens\":7}");
  }
}
