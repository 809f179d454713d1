package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class TokenEstimateTest {
  /** CLIProxyAPI#1700, sglang#20678, llm-rosetta#424. */
  @Test
  @Tag("pitfall-130")
  void evenAnEmptyRequestIsNotZero() {
    assertThat(TokenEstimate.inputTokens(ChatRequest.of("m", List.of()))).isPositive();
  }

  @Test
  void textCountsItsUtf8BytesByThreeAndAHalf() {
    assertThat(estimate("x".repeat(3_500))).isEqualTo(1_004);
    assertThat(estimate("\u00e4".repeat(3_500))).isEqualTo(2_004);
    assertThat(estimate("\u6f22".repeat(3_500))).isEqualTo(3_004);
    assertThat(estimate("\ud83d\ude00".repeat(3_500))).isEqualTo(4_004);
  }

  @Test
  void toolsSystemAndResultsCount() {
    // Given
    ChatRequest plain = ChatRequest.of("m", List.of(Message.text(Role.USER, "hi")));
    JsonText schema = new JsonText("{\"type\":\"object\"}");

    // When
    ChatRequest withTool = plain.withTools(List.of(FunctionTool.of("f", "d", schema)), null);
    ChatRequest withSystem =
        plain.withConversation(List.of(ContentBlock.Text.of("Be brief.")), plain.messages());
    ChatRequest withResult =
        ChatRequest.of(
            "m", List.of(Message.of(Role.USER, List.of(ContentBlock.ToolResult.of("a", "hi")))));

    // Then
    long base = TokenEstimate.inputTokens(plain);
    assertThat(TokenEstimate.inputTokens(withTool)).isGreaterThan(base + 8);
    assertThat(TokenEstimate.inputTokens(withSystem)).isGreaterThan(base);
    assertThat(TokenEstimate.inputTokens(withResult)).isGreaterThan(base);
  }

  @Test
  void anImageIsNotCountedByItsBytes() {
    // Given
    ContentBlock image =
        new ContentBlock.Image(
            new MediaSource.Inline("A".repeat(1_000_000)),
            "image/png",
            null,
            null,
            Extensions.NONE);

    // Then
    assertThat(
            TokenEstimate.inputTokens(
                ChatRequest.of("m", List.of(Message.of(Role.USER, List.of(image))))))
        .isBetween(1_000L, 2_000L);
  }

  private static long estimate(String text) {
    return TokenEstimate.inputTokens(ChatRequest.of("m", List.of(Message.text(Role.USER, text))));
  }
}
