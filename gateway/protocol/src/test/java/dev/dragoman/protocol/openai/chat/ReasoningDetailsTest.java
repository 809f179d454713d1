package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.StreamEvent;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * How OpenRouter is told to think, and the record of it that it wants back (protocols.md 2.11).
 * Source: "Reasoning Tokens" on openrouter.ai/docs.
 */
class ReasoningDetailsTest {
  private static final Families FAMILIES = Families.load();
  private static final String DETAILS =
      "[{\"type\":\"reasoning.text\",\"text\":\"Cold there.\",\"signature\":\"sig==\","
          + "\"format\":\"anthropic-claude-v1\",\"index\":0},"
          + "{\"type\":\"reasoning.encrypted\",\"data\":\"gAAA\",\"index\":1}]";

  private static Capabilities router() {
    return FAMILIES.of(
        ProtocolId.OPENAI_CHAT,
        FAMILIES.dialect(ProtocolId.OPENAI_CHAT, "OpenRouter", null),
        "anthropic/claude-sonnet-4.5");
  }

  private static Reasoning thought(String text) {
    return Reasoning.of(text)
        .withSignature(
            new Signature(Provider.OPENROUTER, "", DETAILS, Signature.Placement.THINKING));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'reasoning_effort':'high'|{'effort':'high'}",
        "'reasoning_effort':'none'|{'effort':'none'}",
        "'thinking':{'type':'enabled'}|{'enabled':true}"
      })
  void thinkingIsAskedForByAnObject(String asked, String sent) {
    // When
    JsonNode body =
        Chat.encodedBody(
            Chat.decode(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],"
                    + asked.replace('\'', '"')
                    + "}"),
            router());

    // Then
    assertThat(body.get("reasoning")).isEqualTo(Chat.tree(sent.replace('\'', '"')));
    assertThat(body.has("reasoning_effort")).isFalse();
    assertThat(body.has("thinking")).isFalse();
  }

  @Test
  void theRecordOfAWholeAnswerIsKeptAsItCame() {
    // When
    List<?> content =
        Chat.decodeResponse(
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{"
                    + "\"role\":\"assistant\",\"content\":\"Yes\",\"reasoning\":\"Cold there.\","
                    + "\"reasoning_details\":"
                    + DETAILS
                    + "}}]}")
            .candidates()
            .getFirst()
            .content();

    // Then
    assertThat(content).first().isEqualTo(thought("Cold there."));
  }

  @Test
  void piecesOfAStreamBecomeTheRecord() {
    // When
    List<StreamEvent> events =
        Chat.decodeChunks(
            chunk(
                "\"reasoning\":\"Cold \",\"reasoning_details\":[{\"type\":\"reasoning.text\","
                    + "\"text\":\"Cold \",\"format\":\"anthropic-claude-v1\",\"index\":0}]"),
            chunk(
                "\"reasoning\":\"there.\",\"reasoning_details\":[{\"type\":\"reasoning.text\","
                    + "\"text\":\"there.\",\"index\":0}]"),
            chunk(
                "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"sig==\","
                    + "\"index\":0},{\"type\":\"reasoning.encrypted\",\"data\":\"gAAA\",\"index\":1}]"),
            chunk("\"content\":\"Yes\""),
            "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");

    // Then
    ResponseFold fold = new ResponseFold();
    events.forEach(fold);
    assertThat(fold.toResponse().candidates().getFirst().content())
        .hasSize(2)
        .first()
        .isInstanceOfSatisfying(
            Reasoning.class,
            thought -> {
              assertThat(thought.text()).isEqualTo("Cold there.");
              assertThat(Signature.isOf(Provider.OPENROUTER, thought.signature())).isTrue();
              assertThat(Chat.tree(Objects.requireNonNull(thought.signature()).value()))
                  .isEqualTo(Chat.tree(DETAILS));
            });
  }

  private static String chunk(String delta) {
    return "{\"choices\":[{\"index\":0,\"delta\":{" + delta + "},\"finish_reason\":null}]}";
  }

  private static ChatRequest history() {
    return Chat.conversation(
        Chat.user("q"),
        Chat.assistant(thought("Cold there."), ToolCall.of("c1", "f", JsonText.EMPTY_OBJECT)),
        Chat.user(ToolResult.of("c1", "7")),
        Chat.assistant(thought(""), Text.of("Yes")),
        Chat.user("so?"));
  }

  @Test
  void theRecordGoesBackUnchanged() {
    // When
    Encoded encoded = Chat.encode(history(), router());

    // Then
    assertThat(Chat.text(encoded.request().body())).contains("\"reasoning_details\":" + DETAILS);
    assertThat(Chat.tree(Chat.text(encoded.request().body())).findValues("reasoning_details"))
        .hasSize(2);
    assertThat(encoded.dropped()).isEmpty();
  }

  @Test
  void nobodyElseGetsIt() {
    // When
    Encoded encoded = Chat.encode(history(), FAMILIES.of(ProtocolId.OPENAI_CHAT, "gpt-4o"));

    // Then
    assertThat(Chat.text(encoded.request().body())).doesNotContain("sig==", "gAAA");
    assertThat(encoded.dropped())
        .extracting(Dropped::path)
        .containsExactly("messages[1].content[0]");
  }
}
