package dev.dragoman.protocol.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.Turns.Arranged;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static final Message QUESTION = user(text("What is the weather?"));

  /** BerriAI/litellm#11789, Roo-Code#10155. */
  @Test
  @Tag("pitfall-1")
  void resultsInSeparateMessagesAreGatheredInOneInTheOrderOfTheCalls() {
    // Given
    Message calls = assistant(text("Looking."), call("a"), call("b"));

    // When
    Arranged arranged =
        Turns.alternating(request(QUESTION, calls, user(result("b")), user(result("a"))));

    // Then
    assertThat(arranged.messages())
        .containsExactly(QUESTION, calls, user(result("a"), result("b")));
    assertThat(arranged.dropped()).isEmpty();
  }

  /** anthropics/claude-code#23440, boto/botocore#3525; OpenAI takes blank text. */
  @Test
  @Tag("pitfall-5")
  void blankTextIsNoTextWhereUsersAndAssistantsAlternate() {
    // Given
    ChatRequest blank = request(QUESTION, assistant(text(" \n")), user(text("\t"), text("And?")));

    // Then
    assertThat(Turns.alternating(blank).messages())
        .containsExactly(user(text("What is the weather?"), text("And?")));
    assertThat(Turns.inOrder(blank).messages()).isEqualTo(blank.messages());
  }

  /** apache/apisix#13674. */
  @Test
  @Tag("pitfall-2")
  void resultsComeBeforeUserTextAlsoInAMessageOfTheirOwn() {
    // Given
    Message calls = assistant(call("a"));

    // When
    Arranged arranged =
        Turns.inOrder(request(QUESTION, calls, user(text("And?")), user(result("a"))));

    // Then
    assertThat(arranged.messages())
        .containsExactly(QUESTION, calls, user(result("a"), text("And?")));
  }

  @Test
  @Tag("pitfall-3")
  void resultsAfterTextInOneMessageComeFirstAndTheTextStays() {
    // Given
    Message calls = assistant(call("a"), call("b"));
    Message reply = user(text("one"), result("b"), text("two"), result("a"));

    // When
    Arranged arranged = Turns.alternating(request(QUESTION, calls, reply));

    // Then
    assertThat(arranged.messages().getLast())
        .isEqualTo(user(result("a"), result("b"), text("one"), text("two")));
  }

  @Test
  @Tag("pitfall-4")
  void neighboursAreJoinedWithTheirBlocksAndCacheMarks() {
    // Given
    Text marked =
        new Text("b", List.of(), null, new CacheHint("1h", Extensions.NONE), Extensions.NONE);

    // When
    Arranged arranged =
        Turns.alternating(
            request(
                user(text("a")),
                user(marked),
                assistant(text("c")),
                assistant(text("d")),
                user(text("e"))));

    // Then
    assertThat(arranged.messages())
        .containsExactly(user(text("a"), marked), assistant(text("c"), text("d")), user(text("e")));
    assertThat(arranged.dropped()).isEmpty();
  }

  @Test
  void inOrderLeavesNeighboursApart() {
    List<Message> messages = List.of(user(text("a")), user(text("b")), assistant(text("c")));
    assertThat(Turns.inOrder(ChatRequest.of("m", messages)).messages()).isEqualTo(messages);
  }

  /** anthropics/claude-code#62396. */
  @Test
  @Tag("pitfall-6")
  void emptyTextBesideCallsIsRemoved() {
    // When
    Arranged arranged =
        Turns.alternating(request(QUESTION, assistant(text(""), call("a")), user(result("a"))));

    // Then
    assertThat(arranged.messages().get(1)).isEqualTo(assistant(call("a")));
    assertThat(reasons(arranged)).containsExactly("empty text blocks were left out: 1");
  }

  @Test
  void aMessageThatLosesAllContentIsDroppedAndItsNeighboursJoined() {
    // When
    Arranged arranged =
        Turns.alternating(request(user(text("a")), assistant(text("")), user(text("b"))));

    // Then
    assertThat(arranged.messages()).containsExactly(user(text("a"), text("b")));
    assertThat(reasons(arranged))
        .containsExactly(
            "empty text blocks were left out: 1", "messages without content were left out: 1");
  }

  @Test
  void anEmptyResultStaysAResult() {
    // When
    Arranged arranged =
        Turns.alternating(request(QUESTION, assistant(call("a")), user(ToolResult.of("a", ""))));

    // Then
    assertThat(arranged.messages().getLast().content())
        .containsExactly(new ToolResult("a", null, List.of(), false, false, null, Extensions.NONE));
    assertThat(arranged.dropped()).isEmpty();
  }

  @Test
  @Tag("pitfall-8")
  void aSystemMessageInTheMiddleStaysThere() {
    // Given
    Message late =
        new Message(Role.SYSTEM, List.of(text("Be brief.")), null, null, Extensions.NONE);
    List<Message> messages = List.of(user(text("a")), assistant(text("b")), late, user(text("c")));

    // Then
    assertThat(Turns.alternating(ChatRequest.of("m", messages)).messages()).isEqualTo(messages);
    assertThat(Turns.inOrder(ChatRequest.of("m", messages)).messages()).isEqualTo(messages);
  }

  @Test
  @Tag("pitfall-9")
  void systemBlocksKeepTheirOrder() {
    // Given
    List<ContentBlock> system = List.of(text("one"), text(""), text("two"));
    ChatRequest request =
        ChatRequest.of("m", List.of(QUESTION)).withConversation(system, List.of(QUESTION));

    // Then
    assertThat(Turns.alternating(request).system()).containsExactly(text("one"), text("two"));
  }

  @Test
  void aSystemMessageBetweenCallsAndResultsMovesBehindTheResults() {
    // Given
    Message calls = assistant(call("a"));
    Message system = Message.text(Role.DEVELOPER, "Be brief.");

    // When
    Arranged arranged =
        Turns.inOrder(request(QUESTION, calls, system, user(result("a"), text("so?"))));

    // Then
    assertThat(arranged.messages())
        .containsExactly(QUESTION, calls, user(result("a")), system, user(text("so?")));
    assertThat(reasons(arranged)).singleElement().asString().contains("moved behind the results");
  }

  @Test
  void aResultWithoutACallBecomesTextAndKeepsItsMedia() {
    // Given
    Image image =
        new Image(new MediaSource.Url("https://x.test/a"), null, null, null, Extensions.NONE);
    ToolResult orphan =
        new ToolResult(
            "gone", null, List.of(text("42"), image), true, false, null, Extensions.NONE);

    // When
    Arranged arranged = Turns.alternating(request(user(orphan, text("so?"))));

    // Then
    assertThat(arranged.messages())
        .containsExactly(user(text("[tool result gone] Error: 42"), image, text("so?")));
    assertThat(arranged.dropped())
        .containsExactly(
            Dropped.advisory(
                "messages", "the result of gone has no call before it and was sent as text"));
  }

  @Test
  void aCallWithoutAResultGetsAnErrorResult() {
    // Given
    ToolResult missing =
        new ToolResult(
            "b",
            "lookup",
            List.of(text("no result was provided")),
            true,
            false,
            null,
            Extensions.NONE);

    // When
    Arranged arranged =
        Turns.inOrder(request(QUESTION, assistant(call("a"), call("b")), user(result("a"))));

    // Then
    assertThat(arranged.messages().getLast()).isEqualTo(user(result("a"), missing));
    assertThat(reasons(arranged)).singleElement().asString().contains("the call b has no result");
  }

  @Test
  void callsAtTheVeryEndGetErrorResultsToo() {
    // When
    Arranged arranged = Turns.alternating(request(QUESTION, assistant(call("a"))));

    // Then
    assertThat(arranged.messages()).hasSize(3);
    assertThat(arranged.messages().getLast().role()).isEqualTo(Role.USER);
  }

  @Test
  void ofTwoResultsOfOneCallTheFirstIsKept() {
    // When
    Arranged arranged =
        Turns.alternating(
            request(
                QUESTION,
                assistant(call("a")),
                user(result("a")),
                user(ToolResult.of("a", "other"))));

    // Then
    assertThat(arranged.messages().getLast()).isEqualTo(user(result("a")));
    assertThat(reasons(arranged)).containsExactly("a second result of a was left out");
  }

  /** OmniRoute#13848. */
  @Test
  @Tag("pitfall-52")
  void anIdThatComesAgainIsPairedWithinItsOwnTurn() {
    // Given
    List<Message> messages =
        List.of(
            QUESTION,
            assistant(call("a")),
            user(ToolResult.of("a", "first")),
            assistant(call("a")),
            user(ToolResult.of("a", "second")));

    // When
    Arranged arranged = Turns.alternating(ChatRequest.of("m", messages));

    // Then
    assertThat(arranged.messages()).isEqualTo(messages);
    assertThat(arranged.dropped()).isEmpty();
  }

  @Test
  @Tag("pitfall-52")
  void twoCallsOfOneIdInOneTurnTakeTheirResultsInOrder() {
    // When
    Arranged arranged =
        Turns.alternating(
            request(
                QUESTION,
                assistant(call("a"), call("a")),
                user(ToolResult.of("a", "first"), ToolResult.of("a", "second"))));

    // Then
    assertThat(arranged.messages().getLast())
        .isEqualTo(user(ToolResult.of("a", "first"), ToolResult.of("a", "second")));
    assertThat(arranged.dropped()).isEmpty();
  }

  @Test
  void assistantsInARowWithCallsAreOneTurn() {
    // When
    Arranged arranged =
        Turns.inOrder(
            request(
                QUESTION,
                assistant(call("a")),
                assistant(call("b")),
                user(result("a")),
                user(result("b"))));

    // Then
    assertThat(arranged.messages())
        .containsExactly(QUESTION, assistant(call("a"), call("b")), user(result("a"), result("b")));
    assertThat(arranged.dropped()).isEmpty();
  }

  @Test
  void idsInReasonsArePrintable() {
    // When
    Arranged arranged = Turns.alternating(request(user(ToolResult.of("a\r\nb: ü", "x"))));

    // Then
    assertThat(reasons(arranged)).singleElement().asString().contains("result of a??b:?? has");
  }

  private static ChatRequest request(Message... messages) {
    return ChatRequest.of("m", List.of(messages));
  }

  private static Message user(ContentBlock... content) {
    return Message.of(Role.USER, List.of(content));
  }

  private static Message assistant(ContentBlock... content) {
    return Message.of(Role.ASSISTANT, List.of(content));
  }

  private static Text text(String text) {
    return Text.of(text);
  }

  private static ToolCall call(String id) {
    return ToolCall.of(id, "lookup", JsonText.EMPTY_OBJECT);
  }

  private static ToolResult result(String id) {
    return ToolResult.of(id, "result of " + id);
  }

  private static List<String> reasons(Arranged arranged) {
    return arranged.dropped().stream().map(Dropped::reason).toList();
  }

  @Test
  void manyCallsAndResultsArePairedInTheOrderOfTheCalls() {
    // Given
    int count = 50_000;
    ContentBlock[] calls = new ContentBlock[count];
    Message[] messages = new Message[count + 2];
    messages[0] = QUESTION;
    for (int i = 0; i < count; i++) {
      calls[i] = call("c" + i);
      messages[count + 1 - i] = user(result("c" + i));
    }
    messages[1] = assistant(calls);

    // When
    Arranged arranged = Turns.alternating(request(messages));

    // Then
    assertThat(arranged.messages()).hasSize(3);
    assertThat(arranged.messages().getLast().content())
        .hasSize(count)
        .startsWith(result("c0"), result("c1"))
        .endsWith(result("c" + (count - 1)));
  }
}
