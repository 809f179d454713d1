package dev.dragoman.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class AnthropicPlacementTest {
  private static final Message USER = Message.text(Role.USER, "u");
  private static final Message ASSISTANT = Message.text(Role.ASSISTANT, "a");
  private static final Message LATE = Message.text(Role.SYSTEM, "late");
  private static final Text REMINDER = Text.of("<system-reminder>late</system-reminder>");

  private static List<Message> placed(SystemPlacement placement, Message... messages) {
    return new AnthropicPlacement(placement, new ArrayList<>()).placed(List.of(messages));
  }

  @Test
  @Tag("pitfall-8")
  void aModelThatTakesLateInstructionsGetsThemInPlace() {
    assertThat(placed(SystemPlacement.ANYWHERE, USER, LATE, ASSISTANT, USER, LATE))
        .containsExactly(USER, LATE, ASSISTANT, USER, LATE);
  }

  @Test
  @Tag("pitfall-8")
  void otherModelsGetUserTextAtTheSamePosition() {
    assertThat(placed(SystemPlacement.TOP, USER, LATE, ASSISTANT, LATE, USER))
        .containsExactly(
            Message.of(Role.USER, List.of(Text.of("u"), REMINDER)),
            ASSISTANT,
            Message.of(Role.USER, List.of(REMINDER, Text.of("u"))));
  }

  @Test
  void whereTheRoleIsNotAllowedItBecomesUserText() {
    // First, after an assistant, and before a user.
    assertThat(placed(SystemPlacement.ANYWHERE, LATE, ASSISTANT, LATE, USER, LATE, USER))
        .containsExactly(
            Message.of(Role.USER, List.of(REMINDER)),
            ASSISTANT,
            Message.of(Role.USER, List.of(REMINDER, Text.of("u"), REMINDER, Text.of("u"))));
  }

  /** Agents mark the last message, which may be a late one (protocols.md 2.9). */
  @Test
  void aReminderKeepsItsCacheMark() {
    // Given
    CacheHint hint = new CacheHint("1h", Extensions.NONE);
    Text marked = new Text("late", List.of(), null, hint, Extensions.NONE);

    // When
    List<Message> placed =
        placed(SystemPlacement.TOP, USER, Message.of(Role.SYSTEM, List.of(marked)));

    // Then
    assertThat(placed.getLast().content().getLast().cache()).isEqualTo(hint);
  }

  @Test
  @Tag("pitfall-9")
  void neighbouringInstructionsBecomeOneMessageInOrder() {
    // Given
    Message developer = Message.text(Role.DEVELOPER, "later");

    // Then
    assertThat(placed(SystemPlacement.ANYWHERE, USER, LATE, developer))
        .containsExactly(USER, Message.of(Role.SYSTEM, List.of(Text.of("late"), Text.of("later"))));
  }

  @Test
  @Tag("pitfall-3")
  void aReminderStandsBehindTheResultsOfItsTurn() {
    // Given
    ChatRequest request =
        ChatRequest.of(
            "m",
            List.of(
                USER,
                Message.of(Role.ASSISTANT, List.of(ToolCall.of("t", "f", JsonText.EMPTY_OBJECT))),
                LATE,
                Message.of(Role.USER, List.of(ToolResult.of("t", "1")))));

    // When
    var content = Wire.body(request).at("/messages/2/content");

    // Then
    assertThat(content.get(0).get("type").asString()).isEqualTo("tool_result");
    assertThat(content.get(1).get("text").asString()).isEqualTo(REMINDER.text());
  }
}
