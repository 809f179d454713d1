package dev.dragoman.protocol.anthropic;

import static dev.dragoman.protocol.anthropic.Wire.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Dropped.Loss;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AnthropicHistoryTest {
  private static final MediaSource SOURCE = new MediaSource.Url("https://a/b");
  private static final Image IMAGE = new Image(SOURCE, null, null, null, Extensions.NONE);

  private final List<Dropped> dropped = new ArrayList<>();

  private List<ContentBlock> screened(ContentBlock... content) {
    ChatRequest request =
        ChatRequest.of(
            "m",
            List.of(Message.text(Role.USER, "x"), Message.of(Role.ASSISTANT, List.of(content))));
    return new AnthropicHistory(true, dropped).screened(request).messages().get(1).content();
  }

  static Stream<ContentBlock> uncarried() {
    return Stream.of(
        IMAGE,
        new Document(SOURCE, null, null, null, null, null, null, Extensions.NONE),
        new Audio(SOURCE, null, null, Extensions.NONE),
        new Video(SOURCE, null, null, Extensions.NONE),
        new Compaction(null, "enc", null, Extensions.NONE),
        new Opaque(ProtocolId.OPENAI_CHAT, "new", JsonText.EMPTY_OBJECT, null, Extensions.NONE));
  }

  @ParameterizedTest
  @MethodSource("uncarried")
  void whatTheAnswerDependsOnIsRefusedAtItsPlace(ContentBlock block) {
    assertRefused("messages[1].content[1]", () -> screened(Text.of("a"), block));
  }

  @Test
  void anImageInsideAResultIsRefusedAtItsPlace() {
    // Given
    ToolResult result =
        new ToolResult("t", null, List.of(IMAGE), false, false, null, Extensions.NONE);

    // Then
    assertRefused("messages[1].content[0].content[0]", () -> screened(result));
  }

  @Test
  void thinkingIsLeftOutWithAWarning() {
    // Given
    Reasoning thinking =
        new Reasoning("hm", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE);

    // When
    List<ContentBlock> content = screened(thinking, Text.of("a"));

    // Then
    assertThat(content).containsExactly(Text.of("a"));
    assertThat(dropped).extracting(Dropped::loss).containsExactly(Loss.OPAQUE_STATE);
    assertThat(dropped).extracting(Dropped::path).containsExactly("messages[1].content[0]");
  }

  @Test
  void serverToolsOfOtherProvidersAreLeftOutWithAWarning() {
    // Given
    ServerToolCall foreign =
        new ServerToolCall(
            "ws_1", "web_search_call", "web_search", JsonText.EMPTY_OBJECT, null, Extensions.NONE);

    // When
    List<ContentBlock> content = screened(foreign, Text.of("a"));

    // Then
    assertThat(content).containsExactly(Text.of("a"));
    assertThat(dropped).extracting(Dropped::loss).containsExactly(Loss.OPAQUE_STATE);
  }

  @Test
  void whatCanBeReadBecomesText() {
    assertThat(
            screened(
                Refusal.of("no"),
                new Executable("python", "1+1", "OK", "2", null, Extensions.NONE),
                new Compaction("so far", "enc", null, Extensions.NONE)))
        .containsExactly(
            Text.of("no"), Text.of("```python\n1+1\n```\n```\n2\n```\n"), Text.of("so far"));
  }
}
