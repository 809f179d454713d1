package dev.dragoman.protocol.gemini;

import static dev.dragoman.protocol.gemini.Gemini.answer;
import static dev.dragoman.protocol.gemini.Gemini.events;
import static dev.dragoman.protocol.gemini.Gemini.folded;
import static dev.dragoman.protocol.gemini.Gemini.parts;
import static dev.dragoman.protocol.gemini.Gemini.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: protocols.md 2.10 and 3.6. */
final class GeminiAnswerTest {
  private static List<ContentBlock> content(ChatResponse response) {
    return response.candidates().getFirst().content();
  }

  private static StopReason reason(ChatResponse response) {
    return response.candidates().getFirst().stop();
  }

  private static GatewayError broken(String... chunks) {
    StreamEvent last = events(chunks).getLast();
    assertThat(last).isInstanceOf(StreamError.class);
    return ((StreamError) last).error();
  }

  @Test
  void piecesOfOneKindAreOneBlock() {
    // When
    ChatResponse response =
        folded(
            parts("{'text':'hm','thought':true}"),
            parts("{'text':'m','thought':true}"),
            parts("{'text':''}"),
            parts("{'text':'a'},{'text':'b'}"),
            parts("{'text':'c'}"),
            stop("STOP"));

    // Then
    assertThat(content(response)).containsExactly(Reasoning.of("hmm"), Text.of("abc"));
    assertThat(response.id()).isEqualTo("r1");
    assertThat(response.model()).isEqualTo("gemini-3-pro-preview");
    assertThat(reason(response).kind()).isEqualTo(Kind.END_TURN);
  }

  @Test
  @Tag("pitfall-30")
  @Tag("pitfall-113")
  void callsWithoutIdsGetDistinctOnesAndMakeTheStopAToolUse() {
    // When: brainlid/langchain#620, each call may come in a frame of its own
    ChatResponse response =
        folded(
            parts("{'functionCall':{'name':'f','args':{'n':12345678901234567890}}}"),
            parts("{'functionCall':{'name':'f'}}"),
            stop("STOP"));

    // Then
    List<ToolCall> calls = content(response).stream().map(ToolCall.class::cast).toList();
    assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates();
    assertThat(calls.getFirst().id()).matches("call_[0-9a-f]{24}");
    assertThat(calls.getFirst().arguments().text()).isEqualTo("{\"n\":12345678901234567890}");
    assertThat(calls.getLast().arguments().text()).isEqualTo("{}");
    assertThat(reason(response).kind()).isEqualTo(Kind.TOOL_USE);
  }

  @Test
  void callsOfTheSameAnswerHaveTheSameIdsWhoeverReadsThem() {
    // Given
    String call = parts("{'functionCall':{'name':'f'}}");

    // Then
    assertThat(content(folded(call, stop("STOP")))).isEqualTo(content(folded(call, stop("STOP"))));
  }

  @Test
  void aWholeAnswerSaysWhatItsStreamSays() {
    // Given
    String parts = "{'text':'hm','thought':true},{'text':'a'},{'functionCall':{'name':'f'}}";

    // When
    ChatResponse whole =
        answer(
            "{'candidates':[{'content':{'parts':["
                + parts
                + "]},'finishReason':'STOP'}],'modelVersion':'gemini-3-pro-preview',"
                + "'responseId':'r1'}");

    // Then
    assertThat(whole).isEqualTo(folded(parts(parts), stop("STOP")));
  }

  @Test
  void anArrayOfChunksIsTheStreamAtOnce() {
    // When: an upstream that does not look at alt=sse
    ChatResponse response =
        answer(
            "[" + parts("{'text':'a'}") + "," + parts("{'text':'b'}") + "," + stop("STOP") + "]");

    // Then
    assertThat(content(response)).containsExactly(Text.of("ab"));
  }

  @Test
  @Tag("pitfall-112")
  void thoughtsCountAsOutputOnceAndCachedInputApart() {
    // When: a count may be told in some frames only, and after the stop
    ChatResponse response =
        folded(
            "{'candidates':[{'content':{'parts':[{'text':'a'}]}}],'usageMetadata':"
                + "{'promptTokenCount':20,'cachedContentTokenCount':5}}",
            stop("STOP"),
            "{'usageMetadata':{'promptTokenCount':20,'candidatesTokenCount':9,"
                + "'thoughtsTokenCount':7,'toolUsePromptTokenCount':3,'totalTokenCount':39}}");

    // Then
    assertThat(response.usage().inputUncached()).isEqualTo(18);
    assertThat(response.usage().cacheRead()).isEqualTo(5);
    assertThat(response.usage().toolPrompt()).isEqualTo(3);
    assertThat(response.usage().outputTotal()).isEqualTo(16);
    assertThat(response.usage().reasoning()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, END_TURN",
    "MAX_TOKENS, MAX_TOKENS",
    "SAFETY, CONTENT_FILTER",
    "BLOCKLIST, CONTENT_FILTER",
    "PROHIBITED_CONTENT, CONTENT_FILTER",
    "SPII, CONTENT_FILTER",
    "IMAGE_SAFETY, CONTENT_FILTER",
    "RECITATION, RECITATION",
    "MALFORMED_FUNCTION_CALL, MALFORMED_TOOL_CALL",
    "UNEXPECTED_TOOL_CALL, MALFORMED_TOOL_CALL",
    "LANGUAGE, OTHER",
    "NEW_WORD, OTHER"
  })
  @Tag("pitfall-114")
  @Tag("pitfall-117")
  void everyReasonHasItsKind(String word, Kind kind) {
    // When
    StopReason reason = reason(folded(parts("{'text':'a'}"), stop(word)));

    // Then
    assertThat(reason.kind()).isEqualTo(kind);
    assertThat(reason.raw()).isEqualTo(word);
  }

  @Test
  @Tag("pitfall-53")
  void aCallBeforeACutIsNoToolUse() {
    assertThat(reason(folded(parts("{'functionCall':{'name':'f'}}"), stop("MAX_TOKENS"))).kind())
        .isEqualTo(Kind.MAX_TOKENS);
  }

  @Test
  @Tag("pitfall-116")
  void aBlockedPromptIsAFilteredAnswer() {
    // Given
    String blocked =
        "{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'},'usageMetadata':"
            + "{'promptTokenCount':4}}";

    // Then
    assertThat(reason(answer(blocked)).kind()).isEqualTo(Kind.CONTENT_FILTER);
    assertThat(reason(folded(blocked)).raw()).isEqualTo("PROHIBITED_CONTENT");
    assertThat(content(folded(blocked))).isEmpty();
  }

  @Test
  @Tag("pitfall-150")
  void candidatesKeepTheirIndexAndTheirStop() {
    // When
    ChatResponse response =
        folded(
            "{'candidates':[{'content':{'parts':[{'text':'a'}]}},"
                + "{'index':1,'content':{'parts':[{'text':'x'}]}}]}",
            "{'candidates':[{'index':1,'content':{'parts':[{'text':'y'}]},"
                + "'finishReason':'MAX_TOKENS'}]}",
            stop("STOP"));

    // Then
    assertThat(response.candidates())
        .extracting(c -> c.content().getFirst())
        .containsExactly(Text.of("a"), Text.of("xy"));
    assertThat(response.candidates())
        .extracting(c -> c.stop().kind())
        .containsExactly(Kind.END_TURN, Kind.MAX_TOKENS);
  }

  @Test
  void partsOfOtherKindsAreKept() {
    // When
    List<ContentBlock> content =
        content(
            folded(
                parts(
                    "{'inlineData':{'mimeType':'image/png','data':'iVBORw0KGgo='}},"
                        + "{'executableCode':{'language':'PYTHON','code':'1'}},"
                        + "{'newKind':{'a':1}}"),
                stop("STOP")));

    // Then
    assertThat(content).hasExactlyElementsOfTypes(Image.class, Executable.class, Opaque.class);
  }

  @Test
  @Tag("pitfall-139")
  void aStreamThatSaysNoReasonIsTruncated() {
    assertThat(broken(parts("{'text':'a'}")).kind()).isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
    assertThat(broken().kind()).isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
  }

  @Test
  @Tag("pitfall-138")
  @Tag("pitfall-121")
  void anErrorWithinAStreamEndsIt() {
    // Given
    String error = "{'error':{'code':503,'message':'Overloaded','status':'UNAVAILABLE'}}";

    // Then
    assertThat(broken(parts("{'text':'a'}"), error).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(broken("[" + error + "]").kind()).isEqualTo(ErrorKind.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'candidates':",
        "{'candidates':7}",
        "7",
        "{'other':1}",
        "{'candidates':[{'content':{'parts':[{'functionCall':{'args':{}}}]}}]}",
        "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f','args':[]}}]}}]}",
        "{'candidates':[{'content':{'parts':[{'functionCall':{'willContinue':true}}]}}]}",
        "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f','partialArgs':[{'jsonPath':'a'}]}}]}}]}",
        "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f','partialArgs':[{'jsonPath':'$.a[1]','boolValue':true}]}}]}}]}",
        "{'candidates':[{'index':-1}]}"
      })
  @Tag("pitfall-140")
  void whatIsNoChunkIsABadUpstream(String chunk) {
    assertThat(broken(chunk).kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
    assertThat(catchThrowableOfType(GatewayException.class, () -> answer(chunk)).error().kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  @Test
  void anErrorInTheStateOfAnAnswerIsAnError() {
    // Given
    String error = "{'error':{'code':429,'message':'Slow','status':'RESOURCE_EXHAUSTED'}}";

    // Then
    assertThat(catchThrowableOfType(GatewayException.class, () -> answer(error)).error().kind())
        .isEqualTo(ErrorKind.RATE_LIMIT);
  }

  @Test
  void blocksOfSeveralCandidatesAreNumberedInTheOrderOfTheirStart() {
    // When
    List<StreamEvent> events =
        events(
            "{'candidates':[{'content':{'parts':[{'text':'a'}]}},"
                + "{'index':1,'content':{'parts':[{'text':'x'}]},'finishReason':'STOP'}]}",
            parts("{'functionCall':{'name':'f'}}"),
            stop("STOP"));

    // Then
    assertThat(events)
        .filteredOn(BlockStart.class::isInstance)
        .extracting(event -> ((BlockStart) event).block())
        .containsExactly(0, 1, 2);
  }

  private static String piece(String call) {
    return parts("{'functionCall':" + call + "}");
  }

  /**
   * Source: Function calling in the documentation of Vertex AI, Streaming function call arguments.
   */
  @Test
  void aCallInPiecesIsToldWhole() {
    // When
    ChatResponse answer =
        folded(
            piece("{'name':'light','willContinue':true}"),
            piece(
                "{'partialArgs':[{'jsonPath':'$.place.city','stringValue':'New ','willContinue':true}],"
                    + "'willContinue':true}"),
            piece(
                "{'partialArgs':[{'jsonPath':'$.place.city','stringValue':'Delhi'},"
                    + "{'jsonPath':'$.level','numberValue':50},{'jsonPath':'$.on','boolValue':true},"
                    + "{'jsonPath':'$.rooms[0]','stringValue':'a'},{'jsonPath':'$[\\\"the rest\\\"][0].x','nullValue':'NULL_VALUE'}],"
                    + "'willContinue':true}"),
            piece("{}"),
            stop("STOP"));

    // Then
    ToolCall call = (ToolCall) content(answer).getFirst();
    assertThat(call.name()).isEqualTo("light");
    assertThat(call.arguments().text())
        .isEqualTo(
            "{\"place\":{\"city\":\"New Delhi\"},\"level\":50,\"on\":true,\"rooms\":[\"a\"],"
                + "\"the rest\":[{\"x\":null}]}");
    assertThat(reason(answer).kind()).isEqualTo(Kind.TOOL_USE);
  }

  @Test
  void aCallWhoseLastPieceIsMissingIsNoAnswer() {
    assertThat(broken(piece("{'name':'f','willContinue':true}"), stop("STOP")).kind())
        .isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
  }

  @Test
  void aCallThatTheBoundCutsIsLeftOut() {
    assertThat(content(folded(piece("{'name':'f','willContinue':true}"), stop("MAX_TOKENS"))))
        .isEmpty();
  }

  @Test
  void vertexTellsWhenItAnswered() {
    assertThat(
            answer("{'candidates':[{'finishReason':'STOP'}],'createTime':'2026-11-30T08:00:00.5Z'}")
                .created())
        .isEqualTo(Instant.parse("2026-11-30T08:00:00.5Z"));
    assertThat(answer("{'candidates':[{'finishReason':'STOP'}],'createTime':'soon'}").created())
        .isNull();
  }
}
