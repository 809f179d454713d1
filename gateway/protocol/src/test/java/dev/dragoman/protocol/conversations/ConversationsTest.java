package dev.dragoman.protocol.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.StreamGrammar;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.conversations.Pair.Reaches;
import dev.dragoman.protocol.conversations.Pair.Refused;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.openai.responses.ResponsesStreamGrammar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every conversation in every protocol, and the matrix of what each becomes in each other. */
final class ConversationsTest {
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NONE = "[]".getBytes(StandardCharsets.UTF_8);

  @Test
  void thereAreAtLeastSixtyConversations() {
    assertThat(Conversation.all()).extracting(Conversation::name).hasSizeGreaterThanOrEqualTo(60);
  }

  @TestFactory
  @Tag("pitfall-19")
  Stream<DynamicNode> conversationsBecomeWhatTheirFilesSay() {
    return Conversation.all().stream()
        .map(conversation -> dynamicContainer(conversation.name(), tests(conversation)));
  }

  private static Stream<DynamicTest> tests(Conversation conversation) {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest("saysWhyWhenceAndWhen", () -> assertDescribed(conversation)));
    for (Pair pair : Pair.asking(conversation)) {
      tests.add(dynamicTest("request " + pair.forth(), () -> checkRequest(pair)));
    }
    for (Pair pair : Pair.answering(conversation)) {
      if (conversation.has(Golden.RESPONSE, pair.upstream().id())) {
        tests.add(dynamicTest("response " + pair.back(), () -> checkResponse(pair)));
      }
      if (conversation.has(Golden.STREAM, pair.upstream().id())) {
        tests.add(dynamicTest("stream " + pair.back(), () -> checkStream(pair)));
      }
    }
    for (UpstreamProtocol protocol : Pair.upstreams(conversation)) {
      if (conversation.has(Golden.RESPONSE, protocol.id())
          && conversation.has(Golden.STREAM, protocol.id())) {
        tests.add(
            dynamicTest(
                "streamFoldsToTheResponse " + protocol.id(),
                () -> assertStreamSaysTheSame(conversation, protocol)));
      }
    }
    tests.add(dynamicTest("everyFileIsUsed", conversation::assertEveryFileIsUsed));
    return tests.stream();
  }

  private static void assertDescribed(Conversation conversation) {
    for (String field : List.of("why", "source", "date")) {
      assertThat(conversation.about().path(field).asString()).as(field).isNotBlank();
    }
  }

  private static void checkRequest(Pair pair) {
    byte[] own = pair.ownRequest();
    switch (pair.attempt()) {
      case Reaches(Encoded encoded) -> {
        byte[] body = encoded.request().body();
        check(pair, Golden.REQUEST, own, body);
        check(pair, Golden.DROPPED, NONE, Golden.json(encoded.dropped()));
        check(pair, Golden.REFUSED, NOTHING, NOTHING);
        assertThat(pair.encodedRequest().request().body()).isEqualTo(body);
      }
      case Refused refused -> {
        check(pair, Golden.REQUEST, own, own);
        check(pair, Golden.DROPPED, NONE, NONE);
        check(pair, Golden.REFUSED, NOTHING, pair.refused(refused.error()));
        assertThat(refused.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refused.error().param()).as("where").isNotBlank();
        assertThat(pair.attempt()).isEqualTo(refused);
      }
    }
  }

  private static void check(Pair pair, Golden golden, byte[] otherwise, byte[] derived) {
    pair.conversation().check(golden, pair.forth(), otherwise, derived);
  }

  private static void checkResponse(Pair pair) {
    byte[] own = own(pair, Golden.RESPONSE);
    pair.conversation().check(Golden.RESPONSE, pair.back(), own, pair.convertedResponse());
  }

  private static void checkStream(Pair pair) {
    // When
    byte[] converted = pair.convertedStream();

    // Then
    byte[] own = own(pair, Golden.STREAM);
    pair.conversation().check(Golden.STREAM, pair.back(), own, converted);
    assertReadable(pair, converted);
  }

  /** The client's own file, or nothing where the case has none. */
  private static byte[] own(Pair pair, Golden golden) {
    return pair.conversation().has(golden, pair.client().id())
        ? pair.conversation().source(pair.client().id(), golden)
        : NOTHING;
  }

  /**
   * What the client reads is a well-formed stream of its protocol that says the same. A stream that
   * breaks breaks for the client too.
   */
  private static void assertReadable(Pair pair, byte[] converted) {
    List<StreamEvent> sent = pair.clientEvents();
    List<StreamEvent> read = Pair.events(readable(pair), converted);
    StreamGrammar.assertWellFormed(read);
    if (pair.client().id().equals(ProtocolId.OPENAI_RESPONSES)) {
      ResponsesStreamGrammar.finalResponse(converted);
    }
    if (sent.getLast() instanceof StreamError || isUnreadableCall(pair, sent.getLast())) {
      assertThat(read.getLast()).isInstanceOf(StreamError.class);
      return;
    }
    boolean isObjects = pair.client().id().equals(ProtocolId.GEMINI);
    Gist whole = Gist.of(Pair.folded(sent));
    Gist told = isObjects ? whole.withoutBrokenCalls() : whole;
    assertThat(Gist.of(Pair.folded(read)).asFarAs(told)).isEqualTo(told.asFarAs(told));
  }

  private static UpstreamProtocol readable(Pair pair) {
    return Protocols.ofUpstream(pair.client().id());
  }

  /** OpenAI Responses tell of a call that cannot be read by a failed answer. */
  private static boolean isUnreadableCall(Pair pair, StreamEvent last) {
    return pair.client().id().equals(ProtocolId.OPENAI_RESPONSES)
        && last instanceof MessageEnd(StopReason stop, Usage _)
        && stop.kind() == StopReason.Kind.MALFORMED_TOOL_CALL;
  }

  private static void assertStreamSaysTheSame(
      Conversation conversation, UpstreamProtocol protocol) {
    // When
    List<StreamEvent> events = Pair.events(protocol, conversation);

    // Then
    StreamGrammar.assertWellFormed(events);
    ChatResponse folded = Pair.folded(events);
    ChatResponse unary = Pair.unary(protocol, conversation);
    assertThat(folded.id()).isEqualTo(unary.id());
    assertThat(folded.model()).isEqualTo(unary.model());
    assertThat(folded.candidates())
        .extracting(Candidate::content)
        .isEqualTo(unary.candidates().stream().map(Candidate::content).toList());
    assertThat(stop(folded)).isEqualTo(stop(unary));
    assertThat(withoutRaw(folded.usage())).isEqualTo(withoutRaw(unary.usage()));
  }

  private static StopReason stop(ChatResponse response) {
    return response.candidates().getFirst().stop();
  }

  private static Usage withoutRaw(Usage usage) {
    return new Usage(
        usage.inputUncached(),
        usage.cacheRead(),
        usage.cacheWrite(),
        usage.cacheWrite5m(),
        usage.cacheWrite1h(),
        usage.toolPrompt(),
        usage.outputTotal(),
        usage.reasoning(),
        usage.audioIn(),
        usage.audioOut(),
        usage.serverTools(),
        null);
  }
}
