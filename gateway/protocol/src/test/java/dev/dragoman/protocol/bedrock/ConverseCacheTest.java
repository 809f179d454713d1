package dev.dragoman.protocol.bedrock;

import static dev.dragoman.protocol.bedrock.Converse.NOVA_2;
import static dev.dragoman.protocol.bedrock.Converse.UNKNOWN;
import static dev.dragoman.protocol.bedrock.Converse.asked;
import static dev.dragoman.protocol.bedrock.Converse.askedWith;
import static dev.dragoman.protocol.bedrock.Converse.body;
import static dev.dragoman.protocol.bedrock.Converse.encoded;
import static dev.dragoman.protocol.bedrock.Converse.quoted;
import static dev.dragoman.protocol.bedrock.Converse.saying;
import static dev.dragoman.protocol.bedrock.Converse.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.model.ChatRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sources: protocols.md 2.9; Bedrock user guide, Prompt caching. */
final class ConverseCacheTest {
  @Test
  @Tag("pitfall-105")
  @Tag("pitfall-106")
  void cacheMarksAreFourAtMostAndTheLongOnesFirst() {
    // Given
    String block =
        "{\"type\":\"text\",\"text\":\"%s\",\"cache_control\":{\"type\":\"ephemeral\"%s}}";
    String hour = ",\"ttl\":\"1h\"";

    // When
    JsonNode body =
        body(
            asked(
                "{\"model\":\"m\",\"max_tokens\":9,\"tools\":[{\"name\":\"f\",\"input_schema\":"
                    + "{\"type\":\"object\"},\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}],"
                    + "\"system\":["
                    + block.formatted("s", "")
                    + "],\"messages\":[{\"role\":\"user\",\"content\":["
                    + String.join(
                        ",",
                        block.formatted("a", ""),
                        block.formatted("b", ""),
                        block.formatted("c", hour))
                    + "]}]}"));

    // Then
    assertThat(body.at("/toolConfig/tools/1"))
        .isEqualTo(tree("{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}"));
    assertThat(body.at("/system/1")).isEqualTo(tree("{\"cachePoint\":{\"type\":\"default\"}}"));
    assertThat(body.at("/messages/0/content"))
        .isEqualTo(
            tree(
                "[{\"text\":\"a\"},{\"text\":\"b\"},{\"cachePoint\":{\"type\":\"default\"}},"
                    + "{\"text\":\"c\"},{\"cachePoint\":{\"type\":\"default\"}}]"));
  }

  @Test
  void aModelWithoutCacheMarksGetsNone() {
    // When
    Encoded encoded =
        encoded(
            askedWith(
                "\"system\":[{\"type\":\"text\",\"text\":\"s\","
                    + "\"cache_control\":{\"type\":\"ephemeral\"}}]"),
            UNKNOWN);

    // Then
    assertThat(new String(encoded.request().body(), StandardCharsets.UTF_8))
        .doesNotContain("cachePoint");
    assertThat(encoded.dropped()).hasSize(1);
  }

  /** Sources: earendil-works/pi#1570, LibreChat-AI/agents#256. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "anthropic.claude-opus-4-1-20250805-v1:0",
        "us.anthropic.claude-3-7-sonnet-20250219-v1:0",
        "us.amazon.nova-2-lite-v1:0"
      })
  void anHourIsShortenedForModelsThatHaveNone(String model) {
    // Given
    ChatRequest request =
        askedWith(
            quoted(
                "'system':[{'type':'text','text':'s',"
                    + "'cache_control':{'type':'ephemeral','ttl':'1h'}}]"));

    // Then
    assertThat(body(request, model).at("/system/1"))
        .isEqualTo(tree(quoted("{'cachePoint':{'type':'default'}}")));
    assertThat(encoded(request, model).dropped())
        .containsExactly(
            Dropped.advisory(
                "cache_control", "the model keeps its cache for five minutes, not for an hour"));
  }

  /** Source: LibreChat-AI/agents#253. */
  @Test
  void aMarkOnAToolIsLeftOutForNova() {
    // Given
    ChatRequest request =
        askedWith(
            quoted(
                "'tools':[{'name':'f','input_schema':{'type':'object'},"
                    + "'cache_control':{'type':'ephemeral'}}]"));

    // Then
    assertThat(body(request, NOVA_2).at("/toolConfig/tools").size()).isEqualTo(1);
    assertThat(encoded(request, NOVA_2).dropped())
        .containsExactly(Dropped.advisory("tools", "the model takes no cache marks on tools"));
  }

  @Test
  void theMarkOfABlockThatGoesMovesToTheOneBefore() {
    // When
    JsonNode content =
        body(saying(
                quoted(
                    "{'role':'user','content':[{'type':'text','text':'a'},"
                        + "{'type':'text','text':' ','cache_control':{'type':'ephemeral'}},"
                        + "{'type':'text','text':'b'}]}")))
            .at("/messages/0/content");

    // Then
    assertThat(content)
        .isEqualTo(tree(quoted("[{'text':'a'},{'cachePoint':{'type':'default'}},{'text':'b'}]")));
  }

  @Test
  void aMarkForTheWholeRequestStandsAtItsEnd() {
    // When
    JsonNode content =
        body(askedWith(quoted("'cache_control':{'type':'ephemeral','ttl':'1h'}")))
            .at("/messages/0/content");

    // Then
    assertThat(content)
        .isEqualTo(tree(quoted("[{'text':'hi'},{'cachePoint':{'type':'default','ttl':'1h'}}]")));
  }
}
