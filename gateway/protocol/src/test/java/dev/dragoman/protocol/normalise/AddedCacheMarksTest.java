package dev.dragoman.protocol.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** design.md 4: PROMPT_CACHING_ENABLED adds cache marks to system and tools. */
final class AddedCacheMarksTest {
  private static final CacheHint MARK = new CacheHint(null, Extensions.NONE);
  private static final FreeformTool FREEFORM =
      new FreeformTool("raw", null, null, null, null, Extensions.NONE);

  private static Capabilities of(ProtocolId protocol, String model) {
    return Families.load().of(protocol, model);
  }

  private static Capabilities claude() {
    return of(ProtocolId.ANTHROPIC, "claude-sonnet-4-5");
  }

  private static ChatRequest request(Text system, Text said) {
    return ChatRequest.of("m", List.of(Message.of(Role.USER, List.of(said))))
        .withPromptInPlace(
            List.of(system, Text.of("last"), Text.of("")),
            List.of(FunctionTool.of("a", null, null), FunctionTool.of("b", null, null), FREEFORM));
  }

  private static ChatRequest plain() {
    return request(Text.of("first"), Text.of("q"));
  }

  private static List<@Nullable CacheHint> marks(ChatRequest request) {
    return request.system().stream().<@Nullable CacheHint>map(ContentBlock::cache).toList();
  }

  private static @Nullable CacheHint mark(ToolDefinition tool) {
    return CacheMarks.hintOf(tool);
  }

  @Test
  void theLastFunctionAndTheLastTextOfTheSystemAreMarked() {
    // When
    ChatRequest marked = AddedCacheMarks.to(plain(), claude());

    // Then
    assertThat(marks(marked)).containsExactly(null, MARK, null);
    assertThat(mark(marked.tools().get(0))).isNull();
    assertThat(mark(marked.tools().get(1))).isEqualTo(MARK);
    assertThat(mark(marked.tools().get(2))).isNull();
    assertThat(marked.messages()).isEqualTo(plain().messages());
  }

  @Test
  void aClientThatMarksAnythingKnowsBetter() {
    // Given
    Text marked = new Text("t", List.of(), null, MARK, Extensions.NONE);
    ChatRequest inSystem = request(marked, Text.of("q"));
    ChatRequest inTurns = request(Text.of("first"), marked);

    // Then
    assertThat(AddedCacheMarks.to(inSystem, claude())).isSameAs(inSystem);
    assertThat(AddedCacheMarks.to(inTurns, claude())).isSameAs(inTurns);
  }

  @Test
  void aModelWithoutCacheMarksGetsNone() {
    // Given
    ChatRequest request = plain();

    // Then
    assertThat(AddedCacheMarks.to(request, of(ProtocolId.OPENAI_CHAT, "deepseek-v4-pro")))
        .isSameAs(request);
  }

  @Test
  void aRequestWithNothingToMarkIsTheSame() {
    // Given
    ChatRequest request = ChatRequest.of("m", List.of(Message.text(Role.USER, "q")));

    // Then
    assertThat(AddedCacheMarks.to(request, claude())).isSameAs(request);
  }

  @Test
  void aModelThatTakesNoMarksOnToolsGetsThemOnItsSystemAlone() {
    // When: Nova on Bedrock
    ChatRequest marked =
        AddedCacheMarks.to(plain(), of(ProtocolId.BEDROCK, "amazon.nova-pro-v1:0"));

    // Then
    assertThat(marks(marked)).containsExactly(null, MARK, null);
    assertThat(marked.tools()).isEqualTo(plain().tools());
  }
}
