package dev.dragoman.protocol.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.StreamGrammar;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.Usage;
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
  private static final byte[] NOTHING_DROPPED = "[]".getBytes(StandardCharsets.UTF_8);

  @Test
  void thereAreAtLeastFourteenConversations() {
    assertThat(Conversation.all()).hasSizeGreaterThanOrEqualTo(14);
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
    for (Pair pair : Pair.of(conversation)) {
      tests.add(dynamicTest("request " + pair.forth(), () -> checkRequest(pair)));
      tests.add(dynamicTest("response " + pair.back(), () -> checkResponse(pair)));
      tests.add(dynamicTest("stream " + pair.back(), () -> checkStream(pair)));
    }
    for (UpstreamProtocol protocol : Pair.upstreams(conversation)) {
      tests.add(
          dynamicTest(
              "streamFoldsToTheResponse " + protocol.id(),
              () -> assertStreamSaysTheSame(conversation, protocol)));
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
    // When
    Encoded encoded = pair.encodedRequest();
    Encoded again = pair.encodedRequest();

    // Then
    byte[] own = pair.ownRequest();
    pair.conversation().check(Golden.REQUEST, pair.forth(), own, encoded.request().body());
    pair.conversation()
        .check(Golden.DROPPED, pair.forth(), NOTHING_DROPPED, Golden.json(encoded.dropped()));
    assertThat(again.request().body()).isEqualTo(encoded.request().body());
  }

  private static void checkResponse(Pair pair) {
    byte[] own = pair.conversation().source(pair.client().id(), Golden.RESPONSE);
    pair.conversation().check(Golden.RESPONSE, pair.back(), own, pair.convertedResponse());
  }

  private static void checkStream(Pair pair) {
    // When
    byte[] converted = pair.convertedStream();

    // Then
    byte[] own = pair.conversation().source(pair.client().id(), Golden.STREAM);
    pair.conversation().check(Golden.STREAM, pair.back(), own, converted);
    assertReadable(pair, converted);
  }

  /**
   * What the client reads is a well-formed stream of its protocol with the same content, but for
   * refusals: one protocol has them as content, the other explains them beside it.
   */
  private static void assertReadable(Pair pair, byte[] converted) {
    List<StreamEvent> read = Pair.events(pair.client(), converted);
    ChatResponse sent = Pair.folded(Pair.events(pair.upstream(), pair.conversation()));
    StreamGrammar.assertWellFormed(read);
    assertThat(withoutRefusals(Pair.folded(read))).isEqualTo(withoutRefusals(sent));
  }

  private static List<ContentBlock> withoutRefusals(ChatResponse response) {
    return response.candidates().stream()
        .flatMap(candidate -> candidate.content().stream())
        .filter(block -> !(block instanceof Refusal))
        .toList();
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
