package dev.dragoman.protocol.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.SchemaDialect;
import dev.dragoman.protocol.normalise.CacheMarks.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: protocols.md 2.9. */
final class CacheMarksTest {
  private static CacheHint hint(@Nullable String ttl) {
    return new CacheHint(ttl, Extensions.NONE);
  }

  private static Text marked(String text, @Nullable String ttl) {
    return new Text(text, List.of(), null, hint(ttl), Extensions.NONE);
  }

  private static FunctionTool tool(String name) {
    return new FunctionTool(
        name, null, null, null, SchemaDialect.JSON_SCHEMA, null, null, hint(null), Extensions.NONE);
  }

  private static Message user(ContentBlock... blocks) {
    return Message.of(Role.USER, List.of(blocks));
  }

  @Test
  @Tag("pitfall-105")
  void ofMoreThanFourMarksTheEarliestOfTheMessagesGo() {
    // Given
    ToolDefinition tool = tool("f");
    Text system = marked("s", null);
    Text[] said = new Text[5];
    Arrays.setAll(said, i -> marked("m" + i, null));

    // When
    CacheMarks marks = CacheMarks.of(List.of(tool), List.of(system), List.of(user(said)));

    // Then
    assertThat(marks.of(tool)).isNotNull();
    assertThat(marks.of(system)).isNotNull();
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < said.length; i++) {
      if (marks.of(said[i]) != null) {
        kept.add(i);
      }
    }
    assertThat(kept).containsExactly(3, 4);
    assertThat(marks.changes())
        .containsExactly(new Change(RequestField.MESSAGES, "of 7 cache marks the model takes 4"));
  }

  @Test
  @Tag("pitfall-106")
  void anHourBehindFiveMinutesBecomesFiveMinutes() {
    // Given
    Text first = marked("a", "1h");
    Text second = marked("b", "5m");
    Text third = marked("c", "1h");

    // When
    CacheMarks marks = CacheMarks.of(List.of(), List.of(first), List.of(user(second, third)));

    // Then
    assertThat(marks.of(first)).isEqualTo(hint("1h"));
    assertThat(marks.of(second)).isEqualTo(hint("5m"));
    assertThat(marks.of(third)).isEqualTo(hint("5m"));
    assertThat(marks.changes()).extracting(Change::list).containsExactly(RequestField.MESSAGES);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-,-", "5m,5m", "1h,1h", "30m,5m", "12h,1h", "24h,1h"})
  void lifetimesOfOtherProtocolsBecomeTheNearest(@Nullable String given, @Nullable String sent) {
    // Given
    Text text = marked("a", given);

    // When
    CacheMarks marks = CacheMarks.of(List.of(), List.of(), List.of(user(text)));

    // Then
    assertThat(marks.of(text)).isEqualTo(hint(sent));
  }

  @Test
  void aMarkOnThinkingOrEmptyTextMovesToTheBlockBefore() {
    // Given
    Text plain = Text.of("a");
    Text empty = marked("", null);
    Reasoning thought =
        new Reasoning("t", List.of(), Reasoning.Kind.FULL, null, null, hint("1h"), Extensions.NONE);
    Text alone = marked("", null);

    // When
    CacheMarks marks =
        CacheMarks.of(List.of(), List.of(alone), List.of(user(plain, empty), user(thought)));

    // Then
    assertThat(marks.of(plain)).isEqualTo(hint(null));
    assertThat(marks.of(empty)).isNull();
    assertThat(marks.of(thought)).isNull();
    assertThat(marks.of(alone)).isNull();
  }
}
