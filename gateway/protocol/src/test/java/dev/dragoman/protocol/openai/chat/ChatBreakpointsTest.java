package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.normalise.CacheMarks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Cache marks toward models of OpenAI's (protocols.md 2.9). */
class ChatBreakpointsTest {
  private static final Families FAMILIES = Families.load();

  private static Capabilities of(String model) {
    return FAMILIES.of(ProtocolId.OPENAI_CHAT, model);
  }

  private static Text marked(String text, @Nullable String ttl) {
    return (Text) CacheMarks.marked(Text.of(text), new CacheHint(ttl, Extensions.NONE));
  }

  private static ChatRequest request(Message... messages) {
    return Chat.conversation(messages);
  }

  private static JsonNode body(Encoded encoded) {
    return Chat.tree(Chat.text(encoded.request().body()));
  }

  @Test
  void lifetimesOfClaudeBecomeThoseOfOpenAi() {
    // When
    Encoded encoded =
        Chat.encode(
            request(Chat.user(marked("long", "1h"), marked("short", "5m"), marked("usual", null))),
            of("gpt-5.6"));

    // Then
    JsonNode parts = body(encoded).at("/messages/0/content");
    assertThat(parts.get(0).get("prompt_cache_breakpoint"))
        .isEqualTo(Chat.tree("{\"mode\":\"explicit\",\"ttl\":\"12h\"}"));
    assertThat(parts.get(1).get("prompt_cache_breakpoint"))
        .isEqualTo(Chat.tree("{\"mode\":\"explicit\",\"ttl\":\"30m\"}"));
    assertThat(parts.get(2).get("prompt_cache_breakpoint"))
        .isEqualTo(Chat.tree("{\"mode\":\"explicit\"}"));
    assertThat(encoded.dropped()).isEmpty();
  }

  @Test
  void aSingleMarkedTextIsAPart() {
    // When
    JsonNode body = body(Chat.encode(request(Chat.user(marked("q", null))), of("gpt-5.6")));

    // Then
    assertThat(body.at("/messages/0/content/0/text").asString()).isEqualTo("q");
  }

  @Test
  void theModelTakesFourMarks() {
    // When
    ContentBlock[] five = {
      marked("1", null), marked("2", null), marked("3", null), marked("4", null), marked("5", null)
    };
    Encoded encoded = Chat.encode(request(Chat.user(five)), of("gpt-5.6"));

    // Then
    assertThat(body(encoded).findValues("prompt_cache_breakpoint")).hasSize(4);
    assertThat(body(encoded).at("/messages/0/content/0").has("prompt_cache_breakpoint")).isFalse();
    assertThat(encoded.dropped())
        .extracting(Dropped::reason)
        .containsExactly("of 5 cache marks the model takes 4");
  }

  @Test
  void marksThatHaveNoPlaceAreReported() {
    // When
    CacheHint mark = new CacheHint(null, Extensions.NONE);
    Encoded encoded =
        Chat.encode(
            request(
                Chat.user("q"),
                Chat.assistant(
                    marked("a", null),
                    CacheMarks.marked(ToolCall.of("c1", "f", JsonText.EMPTY_OBJECT), mark)),
                Chat.user(CacheMarks.marked(ToolResult.of("c1", "7"), mark))),
            of("gpt-5.6"));

    // Then
    assertThat(Chat.text(encoded.request().body())).doesNotContain("prompt_cache_breakpoint");
    assertThat(encoded.dropped())
        .extracting(Dropped::reason)
        .containsOnly("cache marks are not carried to OpenAI Chat");
  }

  @Test
  @Tag("pitfall-107")
  void otherModelsGetNone() {
    // When
    Encoded encoded = Chat.encode(request(Chat.user(marked("q", "1h"))), of("gpt-5.1"));

    // Then
    assertThat(body(encoded).at("/messages/0/content").asString()).isEqualTo("q");
    assertThat(encoded.dropped()).extracting(Dropped::path).hasSize(1);
  }
}
