package dev.dragoman.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class AnthropicBlockDecoderTest {
  private static ContentBlock block(String json) {
    return AnthropicBlockDecoder.INSTANCE.block(JsonCursor.of(JsonReader.parse(json)));
  }

  private static Extensions bag(String name, String json) {
    return Extensions.of(ProtocolId.ANTHROPIC, Map.of(name, new JsonText(json)));
  }

  @Test
  void textKeepsCitationsMarkAndUnknownFields() {
    // When
    ContentBlock block =
        block(
            """
            {"type":"text","text":"x","new":1,"cache_control":{"type":"ephemeral","scope":"org"},
             "citations":[{"type":"web_search_result_location","url":"https://a","title":"A"}]}
            """);

    // Then
    assertThat(block)
        .isEqualTo(
            new Text(
                "x",
                List.of(
                    new Citation(
                        "https://a",
                        "A",
                        null,
                        null,
                        ProtocolId.ANTHROPIC,
                        new JsonText(
                            "{\"type\":\"web_search_result_location\",\"url\":\"https://a\","
                                + "\"title\":\"A\"}"))),
                null,
                new CacheHint(null, bag("scope", "\"org\"")),
                bag("new", "1")));
  }

  @Test
  void imagesOfEverySourceAreRead() {
    assertThat(
            block(
                "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
                    + "\"data\":\"data:image/png;base64,AA\\nBB\"}}"))
        .isEqualTo(
            new Image(new MediaSource.Inline("AABB"), "image/png", null, null, Extensions.NONE));
    assertThat(
            block("{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://a/b.png\"}}"))
        .isEqualTo(
            new Image(new MediaSource.Url("https://a/b.png"), null, null, null, Extensions.NONE));
    assertThat(block("{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}"))
        .isEqualTo(
            new Image(
                new MediaSource.FileRef(new Provider("anthropic"), "f"),
                null,
                null,
                null,
                Extensions.NONE));
  }

  @Test
  void aSourceOfAnUnknownKindIsKeptWhole() {
    // Given
    String json = "{\"type\":\"image\",\"source\":{\"type\":\"hologram\"}}";

    // Then
    assertThat(block(json))
        .isEqualTo(
            new Opaque(ProtocolId.ANTHROPIC, "image", new JsonText(json), null, Extensions.NONE));
  }

  @Test
  void whatIsNoBase64IsRefused() {
    Wire.assertRefused(
        "source.data",
        () ->
            block(
                "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
                    + "\"data\":\"<svg>\"}}"));
  }

  @Test
  void documentsAreReadWithTitleContextAndCitations() {
    assertThat(
            block(
                """
                {"type":"document","title":"T","context":"C","citations":{"enabled":true},
                 "source":{"type":"text","media_type":"text/plain","data":"words"}}
                """))
        .isEqualTo(
            new Document(
                new MediaSource.InlineText("words"),
                "text/plain",
                null,
                "T",
                "C",
                true,
                null,
                Extensions.NONE));
    assertThat(block("{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":\"x\"}}"))
        .isEqualTo(
            new Document(
                new MediaSource.Nested(List.of(Text.of("x"))),
                null,
                null,
                null,
                null,
                null,
                null,
                Extensions.NONE));
  }

  @Test
  void thinkingKeepsItsSignature() {
    assertThat(block("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"s==\"}"))
        .isEqualTo(
            new Reasoning(
                "",
                List.of(),
                Reasoning.Kind.FULL,
                new Signature(new Provider("anthropic"), "", "s==", Signature.Placement.THINKING),
                null,
                null,
                Extensions.NONE));
    assertThat(block("{\"type\":\"redacted_thinking\",\"data\":\"d==\"}"))
        .isEqualTo(
            new Reasoning(
                "",
                List.of(),
                Reasoning.Kind.REDACTED,
                new Signature(new Provider("anthropic"), "", "d==", Signature.Placement.THINKING),
                null,
                null,
                Extensions.NONE));
  }

  /** earendil-works/pi#8943. */
  @Test
  @Tag("pitfall-24")
  @Tag("pitfall-25")
  void argumentsKeepDigitsSpellingAndOrder() {
    assertThat(
            block(
                """
                {"type":"tool_use","id":"t","name":"f",
                 "input":{"z":1234567890123456789, "a":1.0, "m":1e5}}
                """))
        .isEqualTo(
            ToolCall.of("t", "f", new JsonText("{\"z\":1234567890123456789,\"a\":1.0,\"m\":1e5}")));
  }

  @Test
  void aCallWithoutInputHasAnEmptyOne() {
    assertThat(block("{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\"}"))
        .isEqualTo(ToolCall.of("t", "f", JsonText.EMPTY_OBJECT));
    Wire.assertRefused(
        "input", () -> block("{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":\"\"}"));
  }

  @Test
  void resultsAreReadAsStringBlocksOrNothing() {
    assertThat(block("{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"ok\"}"))
        .isEqualTo(ToolResult.of("t", "ok"));
    assertThat(block("{\"type\":\"tool_result\",\"tool_use_id\":\"t\"}"))
        .isEqualTo(new ToolResult("t", null, List.of(), false, false, null, Extensions.NONE));
    assertThat(
            block(
                """
                {"type":"tool_result","tool_use_id":"t","is_error":true,"content":[
                  {"type":"text","text":"a"},{"type":"tool_reference","tool_name":"n"}]}
                """))
        .isEqualTo(
            new ToolResult(
                "t",
                null,
                List.of(
                    Text.of("a"),
                    new Opaque(
                        ProtocolId.ANTHROPIC,
                        "tool_reference",
                        new JsonText("{\"type\":\"tool_reference\",\"tool_name\":\"n\"}"),
                        null,
                        Extensions.NONE)),
                true,
                false,
                null,
                Extensions.NONE));
  }

  @Test
  void serverToolsAreReadWithTheirKind() {
    assertThat(
            block(
                "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\","
                    + "\"input\":{\"query\":\"q\"}}"))
        .isEqualTo(
            new ServerToolCall(
                "s",
                "server_tool_use",
                "web_search",
                new JsonText("{\"query\":\"q\"}"),
                null,
                Extensions.NONE));
    assertThat(
            block(
                "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":[],"
                    + "\"caller\":{}}"))
        .isEqualTo(
            new ServerToolResult(
                "s", "web_search_tool_result", new JsonText("[]"), null, bag("caller", "{}")));
  }

  @Test
  void searchResultsAndCompactionsAreRead() {
    assertThat(
            block(
                """
                {"type":"search_result","source":"s","title":"t","citations":{"enabled":false},
                 "content":[{"type":"text","text":"x"}]}
                """))
        .isEqualTo(new SearchResult("s", "t", List.of(Text.of("x")), false, null, Extensions.NONE));
    assertThat(block("{\"type\":\"compaction\",\"content\":\"so far\"}"))
        .isEqualTo(new Compaction("so far", null, null, Extensions.NONE));
  }
}
