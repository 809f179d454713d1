package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call of no tool is the upstream's fault in every protocol. */
final class NamedCallsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "anthropic | {'content':[{'type':'tool_use','id':'a','name':'','input':{}}]}",
        "bedrock | {'output':{'message':{'content':[{'toolUse':{'toolUseId':'a','name':'','input':{}}}]}}}",
        "openai.chat | {'choices':[{'message':{'tool_calls':[{'id':'a','type':'function',"
            + "'function':{'name':'','arguments':'{}'}}]}}]}",
        "openai.responses | {'output':[{'type':'function_call','call_id':'a','name':'','arguments':'{}'}]}"
      })
  void aWholeAnswerIsRefused(String protocol, String body) {
    // Given
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    OutboundCodec upstream = Protocols.ofUpstream(new ProtocolId(protocol)).outbound();

    // When
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class,
            () -> upstream.decodeResponse(new WireResponse(200, WireHeaders.NONE, bytes)));

    // Then
    assertThat(failure.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
    assertThat(failure).hasMessage(NamedCalls.NAMELESS);
  }

  @Test
  void aStreamEnds() {
    // Given
    List<StreamEvent> out = new ArrayList<>();
    StreamValidator validator = new StreamValidator(out::add);

    // When
    validator.accept(new MessageStart("id", "m", null, Usage.UNKNOWN));
    validator.accept(new BlockStart(0, ToolCall.of("a", "", JsonText.EMPTY_OBJECT)));

    // Then
    assertThat(out).hasSize(2);
    assertThat(out.getLast())
        .isInstanceOfSatisfying(
            StreamError.class,
            end -> assertThat(end.error().message()).isEqualTo(NamedCalls.NAMELESS));
  }
}
