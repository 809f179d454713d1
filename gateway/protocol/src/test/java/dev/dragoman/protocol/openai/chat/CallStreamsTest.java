package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.Usage;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallStreamsTest {
  private static final String STOP = finish("stop");

  private static String delta(String delta) {
    return "{\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}";
  }

  private static String calls(String... fragments) {
    return delta("{\"tool_calls\":[" + String.join(",", fragments) + "]}");
  }

  private static String finish(String word) {
    return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + word + "\"}]}";
  }

  private static StreamEvent end(Kind kind, String raw) {
    return new MessageEnd(StopReason.of(kind, raw), Usage.UNKNOWN);
  }

  /** Block number, id, name and arguments of each call, as one line. */
  private static List<String> callsOf(List<StreamEvent> events) {
    return events.stream()
        .filter(event -> event instanceof BlockStart(_, _, ToolCall _))
        .map(event -> {
          BlockStart start = (BlockStart) event;
          ToolCall call = (ToolCall) start.empty();
          return call.id() + " " + call.name() + " " + argumentsOf(events, start.block());
        })
        .toList();
  }

  private static String argumentsOf(List<StreamEvent> events, int block) {
    return events.stream()
        .map(event ->
            event instanceof ToolArgumentsDelta(int number, String fragment) && number == block
                ? fragment
                : "")
        .collect(Collectors.joining());
  }

  private static StreamError onlyError(List<StreamEvent> events) {
    assertThat(events).noneMatch(MessageEnd.class::isInstance);
    assertThat(events).filteredOn(StreamError.class::isInstance).hasSize(1);
    return (StreamError) events.getLast();
  }

  @Test
  void argumentsOfNothingButWhiteSpaceAreNone() {
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls(
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\" \"}}"),
                    calls("{\"index\":0,\"function\":{\"arguments\":\"\\n\"}}"),
                    calls(
                        "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\" \"}}"),
                    calls("{\"index\":1,\"function\":{\"arguments\":\" {}\"}}"),
                    STOP)))
        .containsExactly("a f ", "b g   {}");
  }

  /** QuantumNous/new-api#671, dayu-agent#45. */
  @Test
  @Tag("pitfall-131")
  void callsWithoutIndexAreToldApartByIdAndName() {
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls("{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
                    calls("{\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"[\"}}"),
                    calls("{\"id\":\"b\",\"function\":{\"arguments\":\"]\"}}"),
                    STOP)))
        .containsExactly("a f {}", "b f []");
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls(
                        "{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}",
                        "{\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}"),
                    STOP)))
        .extracting(call -> call.substring(29))
        .containsExactly(" f {}", " g {}");
  }

  @Test
  void fragmentsWithoutAnyKeyBelongToTheirPlaceOrTheLastCall() {
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls(
                        "{\"id\":\"a\",\"function\":{\"name\":\"f\"}}",
                        "{\"id\":\"b\",\"function\":{\"name\":\"g\"}}"),
                    calls(
                        "{\"function\":{\"arguments\":\"1\"}}",
                        "{\"function\":{\"arguments\":\"2\"}}"),
                    calls("{\"function\":{\"arguments\":\"3\"}}"),
                    STOP)))
        .containsExactly("a f 1", "b g 23");
  }

  @Test
  void aRepeatedIdAndNameAreTheSameCall() {
    String fragment =
        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"%s\"}}";
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls(fragment.formatted("")),
                    calls(fragment.formatted("[1")),
                    calls(fragment.formatted("]")),
                    STOP)))
        .containsExactly("a f [1]");
  }

  @Test
  void anotherIdUnderTheSameIndexIsAnotherCall() {
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls(
                        "{\"index\":0,\"id\":\"a\","
                            + "\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}"),
                    calls(
                        "{\"index\":0,\"id\":\"b\","
                            + "\"function\":{\"name\":\"g\",\"arguments\":\"2\"}}"),
                    calls("{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"3\"}}"),
                    STOP)))
        .containsExactly("a f 13", "b g 2");
  }

  @Test
  void theSameIdUnderAnotherIndexIsAnotherCall() {
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls(
                        "{\"index\":0,\"id\":\"a\","
                            + "\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}"),
                    calls(
                        "{\"index\":1,\"id\":\"a\","
                            + "\"function\":{\"name\":\"f\",\"arguments\":\"2\"}}"),
                    STOP)))
        .containsExactly("a f 1", "a f 2");
  }

  @Test
  void aNameInFragmentsIsJoined() {
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"get_\"}}"),
                    calls("{\"index\":0,\"function\":{\"name\":\"weather\"}}"),
                    calls("{\"index\":0,\"function\":{\"arguments\":\"{}\"}}"),
                    STOP)))
        .containsExactly("a get_weather {}");
  }

  @Test
  void argumentsMayBeAnObjectOrNull() {
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls(
                        "{\"index\":0,\"id\":\"a\","
                            + "\"function\":{\"name\":\"f\",\"arguments\":{\"n\": 1.0}}}"),
                    calls(
                        "{\"index\":1,\"id\":\"b\","
                            + "\"function\":{\"name\":\"g\",\"arguments\":null}}"),
                    STOP)))
        .containsExactly("a f {\"n\":1.0}", "b g ");
  }

  /** headroom#2890, litellm#15315. */
  @Test
  @Tag("pitfall-125")
  void interleavedCallsStayApart() {
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls(
                        "{\"index\":0,\"id\":\"a\","
                            + "\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}",
                        "{\"index\":1,\"id\":\"b\","
                            + "\"function\":{\"name\":\"g\",\"arguments\":\"2\"}}"),
                    calls("{\"index\":0,\"function\":{\"arguments\":\"3\"}}"),
                    calls("{\"index\":1,\"function\":{\"arguments\":\"4\"}}"),
                    STOP)))
        .containsExactly("a f 13", "b g 24");
  }

  @Test
  void theFunctionCallOfBeforeToolsIsACall() {
    // When
    List<StreamEvent> events =
        Chat.decodeChunks(
            delta("{\"function_call\":{\"name\":\"f\",\"arguments\":\"\"}}"),
            delta("{\"function_call\":{\"arguments\":\"{}\"}}"),
            finish("function_call"));

    // Then
    assertThat(callsOf(events)).singleElement().asString().endsWith(" f {}");
    assertThat(events).endsWith(end(Kind.TOOL_USE, "function_call"));
  }

  /** maximhq/bifrost#6123, litellm#34692. */
  @ParameterizedTest
  @CsvSource({
    "stop,TOOL_USE",
    "tool_calls,TOOL_USE",
    "weird,TOOL_USE",
    "length,MAX_TOKENS",
    "content_filter,CONTENT_FILTER"
  })
  @Tag("pitfall-113")
  @Tag("pitfall-53")
  void callsMakeAToolUseUnlessTheyWereCut(String word, Kind kind) {
    assertThat(
            Chat.decodeChunks(
                calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\"}}"), finish(word)))
        .endsWith(end(kind, word));
  }

  @Test
  void aCallWithoutNameIsAnError() {
    assertThat(
            onlyError(
                    Chat.decodeChunks(
                        calls("{\"index\":0,\"function\":{\"arguments\":\"{}\"}}"), STOP))
                .error()
                .kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  @Test
  void freeformCallsAreDeliveredAsOneJsonString() {
    assertThat(
            callsOf(
                Chat.decodeChunks(
                    calls(
                        "{\"index\":0,\"id\":\"a\",\"type\":\"custom\","
                            + "\"custom\":{\"name\":\"p\",\"input\":\"\"}}"),
                    calls("{\"index\":0,\"custom\":{\"input\":\"a \\\"\"}}"),
                    calls("{\"index\":0,\"custom\":{\"input\":\"b\"}}"),
                    STOP)))
        .containsExactly("a p \"a \\\"b\"");
  }

  @Test
  void moreCallsThanToolsCanBeOfferedAreAFault() {
    // Given
    String[] fragments = new String[20_000];
    for (int i = 0; i < fragments.length; i++) {
      fragments[i] = "{\"index\":%d,\"id\":\"c%d\",\"function\":{\"name\":\"f\"}}".formatted(i, i);
    }

    // When
    StreamError error = onlyError(Chat.decodeChunks(calls(fragments)));

    // Then
    assertThat(error.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  /** Nine fragments of a MiB, for what a server may send of a call before it can be delivered. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'index':0,'function':{'name':'%d%s'}}|x",
        "{'index':0,'function':{'name':'f','arguments':'%2$s'}}|` `",
        "{'index':%d,'id':'%1$d','function':{'name':'f'},'extra':'%s'}|x",
        "{'index':%d,'id':'%1$d%s','function':{'name':'f'}}|x"
      })
  void whatIsKeptOfCallsIsBoundedTogether(String fragment, String filling) {
    // Given
    String[] chunks = new String[9];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = calls(fragment.replace('\'', '"').formatted(i, filling.repeat(1024 * 1024)));
    }

    // When
    StreamError error = onlyError(Chat.decodeChunks(chunks));

    // Then
    assertThat(error.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
  }
}
