package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.Usage;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class ToolNamesTest {
  @Test
  void acceptedNamesAreUnchanged() {
    // When
    ToolNames names = ToolNames.wordCharacters(List.of("get_weather", "a-B9", "x".repeat(64)));

    // Then
    assertThat(names.toTarget("get_weather")).isEqualTo("get_weather");
    assertThat(names.toClient("a-B9")).isEqualTo("a-B9");
    assertThat(names).isSameAs(ToolNames.UNCHANGED);
  }

  @Test
  @Tag("pitfall-26")
  void refusedCharactersAndLengthsAreMappedAndRestored() {
    // Given
    String longName = "x".repeat(80);

    // When
    ToolNames names = ToolNames.wordCharacters(List.of("files/read.v2", longName, "\u00e4"));

    // Then
    assertThat(names.toTarget("files/read.v2")).isEqualTo("files_read_v2");
    assertThat(names.toTarget(longName)).matches("x{55}_[0-9a-f]{8}");
    for (String name : List.of("files/read.v2", longName, "\u00e4")) {
      assertThat(names.toTarget(name)).matches("[a-zA-Z0-9_-]{1,64}");
      assertThat(names.toClient(names.toTarget(name))).isEqualTo(name);
    }
  }

  @Test
  @Tag("pitfall-26")
  void geminiTakesDotsAndNoDigitAtTheStart() {
    // When
    ToolNames names = ToolNames.dottedWords(List.of("a.b:c-d", "1st", "-x", "_ok", "a b"));

    // Then
    assertThat(names.toTarget("a.b:c-d")).isEqualTo("a.b:c-d");
    assertThat(names.toTarget("_ok")).isEqualTo("_ok");
    assertThat(names.toTarget("1st")).isEqualTo("_1st");
    assertThat(names.toTarget("-x")).isEqualTo("_-x");
    assertThat(names.toClient(names.toTarget("a b"))).isEqualTo("a b");
  }

  @Test
  @Tag("pitfall-26")
  void theClientsNameIsRestoredInAnswersAndStreams() {
    // Given
    ToolNames names = ToolNames.wordCharacters(List.of("files/read"));
    ToolCall seen = ToolCall.of("a", "files_read", JsonText.EMPTY_OBJECT);
    ToolCall expected = ToolCall.of("a", "files/read", JsonText.EMPTY_OBJECT);

    // When
    StreamEvent event = names.restored(new BlockStart(3, 1, seen));
    ChatResponse response = names.restored(response(seen));

    // Then
    assertThat(event).isEqualTo(new BlockStart(3, 1, expected));
    assertThat(response).isEqualTo(response(expected));
  }

  @Test
  @Tag("pitfall-27")
  void namesThatBecomeEqualStayDistinct() {
    // Given
    List<String> all = List.of("a.b", "a/b", "a_b", "a b", "");

    // When
    ToolNames names = ToolNames.wordCharacters(all);

    // Then
    assertThat(all.stream().map(names::toTarget)).doesNotHaveDuplicates();
    assertThat(names.toTarget("a_b")).isEqualTo("a_b");
    for (String name : all) {
      assertThat(names.toClient(names.toTarget(name))).isEqualTo(name);
    }
  }

  @Test
  @Tag("pitfall-27")
  void aRepeatedNameIsOneName() {
    ToolNames names = ToolNames.wordCharacters(List.of("a.b", "a.b"));
    assertThat(names.toTarget("a.b")).isEqualTo("a_b");
  }

  private static ChatResponse response(ToolCall call) {
    Candidate candidate =
        new Candidate(
            0, List.of(call), StopReason.of(StopReason.Kind.TOOL_USE, null), null, Extensions.NONE);
    return new ChatResponse(
        "id", "m", null, List.of(candidate), Usage.UNKNOWN, null, null, null, Extensions.NONE);
  }
}
