package dev.dragoman.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;

/** An upstream's whole answer is an error, or an answer that every client's protocol reads. */
final class ResponseLaws {
  private static final WireHeaders JSON = WireHeaders.of("content-type", "application/json");

  private ResponseLaws() {}

  static void assertHold(Input input) {
    UpstreamProtocol upstream = Protocols.ofUpstream(input.protocol());
    assertErrorIsRead(upstream, input.bytes());
    ChatResponse answer;
    try {
      answer = upstream.outbound().decodeResponse(new WireResponse(200, JSON, input.bytes()));
    } catch (GatewayException failure) {
      assertThat(failure.error().message()).isNotBlank();
      // A fault of the upstream is none of the client or of the gateway.
      assertThat(failure.error().kind()).isNotEqualTo(ErrorKind.INVALID_REQUEST);
      return;
    }
    for (ClientProtocol client : Protocols.all()) {
      assertTold(upstream, client, answer);
      if (client.id().equals(upstream.id())) {
        client.passThrough().response(input.bytes(), "shown");
      }
    }
  }

  private static void assertTold(
      UpstreamProtocol upstream, ClientProtocol client, ChatResponse answer) {
    byte[] body;
    try {
      ChatResponse sealed = Answering.sealer(client, upstream).sealed(answer);
      body = client.inbound().encodeResponse(sealed, Answering.context(client));
    } catch (GatewayException failure) {
      // Protocols that have no word for it tell of a call in no form by an error.
      assertThat(isMalformed(answer)).as(failure.getMessage()).isTrue();
      return;
    }
    Spelling.object(body, "the answer in " + client.id());
    if (!isMalformed(answer) && Spelling.isReadable(body)) {
      assertRead(client, body);
    }
  }

  private static boolean isMalformed(ChatResponse answer) {
    return answer.candidates().stream()
        .anyMatch(candidate -> candidate.stop().kind() == StopReason.Kind.MALFORMED_TOOL_CALL);
  }

  private static void assertErrorIsRead(UpstreamProtocol upstream, byte[] body) {
    GatewayError error = upstream.outbound().decodeError(new WireResponse(500, JSON, body));
    assertThat(error.message()).isNotNull();
  }

  private static void assertRead(ClientProtocol client, byte[] body) {
    try {
      Protocols.ofUpstream(client.id())
          .outbound()
          .decodeResponse(new WireResponse(200, JSON, body));
    } catch (GatewayException failure) {
      throw new AssertionError(
          "the answer in " + client.id() + " is not read: " + failure.getMessage(), failure);
    }
  }
}
