package dev.dragoman.protocol.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ForeignFieldsTest {
  private static Extensions field(String name, String value) {
    return Extensions.of(ProtocolId.ANTHROPIC, Map.of(name, new JsonText(value)));
  }

  private static Text text(Extensions ext) {
    return new Text("x", List.of(), null, null, ext);
  }

  private static List<String> lost(ProtocolId target, Message... messages) {
    return ForeignFields.in(ChatRequest.of("m", List.of(messages)), target, "It").stream()
        .map(Dropped::path)
        .toList();
  }

  @Test
  void fieldsOfMessagesBlocksAndResultsAreToldOnceWithTheirFirstPlace() {
    // Given
    ToolResult result =
        new ToolResult(
            "c", null, List.of(text(field("deep", "1"))), false, false, null, field("r", "true"));
    Message first =
        new Message(Role.USER, List.of(text(field("b", "1")), result), null, null, field("m", "1"));
    Message second = Message.of(Role.USER, List.of(text(field("b", "2"))));

    // Then
    assertThat(lost(ProtocolId.OPENAI_CHAT, first, second))
        .containsExactly(
            "messages[0].m",
            "messages[0].content[0].b",
            "messages[0].content[1].r",
            "messages[0].content[1].content[0].deep");
    assertThat(lost(ProtocolId.ANTHROPIC, first, second)).isEmpty();
  }

  @Test
  void fieldsWithoutAValueSayNothing() {
    assertThat(
            lost(
                ProtocolId.OPENAI_CHAT,
                Message.of(Role.USER, List.of(text(field("a", "null")), text(field("b", "[]"))))))
        .isEmpty();
  }

  @Test
  void theListIsBoundedAndItsNamesArePrintable() {
    // Given
    Map<String, JsonText> many = new LinkedHashMap<>();
    many.put("a\r\nb", new JsonText("1"));
    for (int i = 0; i < 100; i++) {
      many.put("f" + i, new JsonText("1"));
    }
    Message message =
        Message.of(Role.USER, List.of(text(Extensions.of(ProtocolId.ANTHROPIC, many))));

    // Then
    assertThat(lost(ProtocolId.OPENAI_CHAT, message))
        .hasSize(32)
        .startsWith("messages[0].content[0].(unprintable)");
  }
}
