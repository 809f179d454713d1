package dev.dragoman.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Dropped.Loss;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.normalise.Leniency;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What becomes of semantic losses in the lenient mode (protocols.md 1.2). What an attachment must
 * never do is disappear: microsoft/vscode#325672, musistudio/llms#68.
 */
final class LeniencyTest {
  private static final String CLAUDE = "claude-opus-4-8";
  private static final String TEXT_ALONE = "llama-3";

  private static final String IMAGE =
      "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'iVBORw0KGgo='}}";

  private static ChatRequest decoded(ProtocolId client, String body) {
    ClientProtocol protocol = Protocols.of(client);
    return protocol
        .inbound()
        .decodeRequest(
            new WireRequest(
                protocol.endpoints().getFirst().at("public"),
                WireHeaders.NONE,
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                false));
  }

  private static Encoded toClaude(String fields) {
    return encoded(
        decoded(
            ProtocolId.OPENAI_CHAT,
            "{'model':'m'," + fields + ",'messages':[{'role':'user','content':'q'}]}"),
        ProtocolId.ANTHROPIC,
        CLAUDE);
  }

  private static Encoded toTextAlone(String messages) {
    return encoded(
        decoded(ProtocolId.ANTHROPIC, "{'model':'m','max_tokens':9,'messages':[" + messages + "]}"),
        ProtocolId.OPENAI_CHAT,
        TEXT_ALONE);
  }

  private static Encoded encoded(ChatRequest request, ProtocolId upstream, String model) {
    return Leniency.encoded(
        Protocols.ofUpstream(upstream).outbound(),
        request,
        new Target(model, Families.load().of(upstream, model)));
  }

  private static JsonNode body(Encoded encoded) {
    return JsonMapper.shared().readTree(encoded.request().body());
  }

  private static List<String> semantic(Encoded encoded) {
    return encoded.dropped().stream()
        .filter(loss -> loss.loss() == Loss.SEMANTIC)
        .map(Dropped::path)
        .toList();
  }

  private static String user(String... content) {
    return "{'role':'user','content':[" + String.join(",", content) + "]}";
  }

  @Test
  void anImageForAModelOfTextBecomesANoteAndIsReportedAtItsPlace() {
    // When
    Encoded encoded = toTextAlone(user("{'type':'text','text':'what is this?'}", IMAGE));

    // Then
    assertThat(body(encoded).get("messages").get(0).toString())
        .contains("what is this?", "[An image was here and was left out: images cannot be sent")
        .doesNotContain("iVBOR");
    assertThat(semantic(encoded)).containsExactly("messages[0].content[1]");
  }

  @Test
  void imagesWithinResultsOfToolsBecomeNotesThere() {
    // When
    Encoded encoded =
        toTextAlone(
            user("{'type':'text','text':'q'}")
                + ",{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'see',"
                + "'input':{}}]},"
                + user("{'type':'tool_result','tool_use_id':'t','content':[" + IMAGE + "]}"));

    // Then
    JsonNode result = body(encoded).get("messages").get(2);
    assertThat(result.get("role").asString()).isEqualTo("tool");
    assertThat(result.get("content").toString()).contains("[An image was here");
    assertThat(semantic(encoded)).containsExactly("messages[2].content[0].content[0]");
  }

  @Test
  void theNoteOfADocumentHasItsName() {
    // When
    Encoded encoded =
        toTextAlone(
            user(
                "{'type':'document','title':'Report','source':{'type':'base64',"
                    + "'media_type':'application/pdf','data':'JVBERi0xLjcK'}}"));

    // Then
    assertThat(body(encoded).get("messages").toString())
        .contains("[The document \\\"Report\\\" was here and was left out: ");
  }

  @Test
  void anUnknownBlockIsToldInItsOwnWords() {
    // When
    Encoded encoded = toTextAlone(user("{'type':'mood','value':'glad'}"));

    // Then
    assertThat(body(encoded).get("messages").toString())
        .contains("{\\\"type\\\":\\\"mood\\\",\\\"value\\\":\\\"glad\\\"}");
    assertThat(semantic(encoded)).containsExactly("messages[0].content[0]");
  }

  @Test
  void anUnknownBlockThatIsLongIsNotedAlone() {
    // When
    Encoded encoded = toTextAlone(user("{'type':'mood','value':'" + "x".repeat(5_000) + "'}"));

    // Then
    assertThat(body(encoded).get("messages").toString())
        .contains("[A block of type mood was here")
        .doesNotContain("xxxx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'n':3", "'modalities':['text','audio']", "'web_search_options':{}"})
  void anAnswerOfAnotherKindIsNotAskedFor(String field) {
    // When
    Encoded encoded = toClaude(field);

    // Then
    String name = field.substring(1, field.indexOf('\'', 1));
    assertThat(semantic(encoded)).containsExactly(name);
    assertThat(body(encoded).has(name)).isFalse();
  }

  @Test
  void aChoiceThatCannotBeForcedIsLeftToTheModel() {
    // Given: an unknown model of Bedrock cannot be made to call a tool
    ChatRequest request =
        decoded(
            ProtocolId.OPENAI_CHAT,
            "{'model':'m','tool_choice':'required','tools':[{'type':'function','function':"
                + "{'name':'look'}}],'messages':[{'role':'user','content':'q'}]}");

    // When
    Encoded encoded = encoded(request, ProtocolId.BEDROCK, "unknown.model-v1");

    // Then
    assertThat(semantic(encoded)).containsExactly("tool_choice");
    assertThat(body(encoded).get("toolConfig").has("tools")).isTrue();
    assertThat(body(encoded).toString()).doesNotContain("\"any\"");
  }

  @Test
  void toolsOfAnotherProviderAreLeftOutThoughNoneRemains() {
    // When
    Encoded encoded =
        encoded(
            decoded(
                ProtocolId.ANTHROPIC,
                "{'model':'m','max_tokens':9,'tools':[{'type':'web_search_20250305',"
                    + "'name':'web_search'},{'type':'code_execution_20250522',"
                    + "'name':'code_execution'}],'tool_choice':{'type':'any'},"
                    + "'messages':[{'role':'user','content':'q'}]}"),
            ProtocolId.OPENAI_CHAT,
            TEXT_ALONE);

    // Then
    assertThat(semantic(encoded)).containsExactly("tools[0]", "tools[1]", "tool_choice");
    assertThat(body(encoded).has("tools")).isFalse();
    assertThat(body(encoded).has("tool_choice")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tool_choice':{'type':'function','function':{'name':'absent'}},"
            + "'tools':[{'type':'function','function':{'name':'look'}}]",
        "'tools':[{'type':'function','function':{'name':'look','parameters':[]}}]"
      })
  void aMistakeOfTheClientStaysRefused(String fields) {
    assertThat(catchThrowableOfType(GatewayException.class, () -> toClaude(fields))).isNotNull();
  }

  @Test
  void noMoreThanABoundedNumberOfPartsIsLost() {
    // Given
    String images = IntStream.range(0, 65).mapToObj(i -> IMAGE).collect(Collectors.joining(","));

    // When
    GatewayException refusal =
        catchThrowableOfType(GatewayException.class, () -> toTextAlone(user(images)));

    // Then
    assertThat(refusal.error().param()).isEqualTo("messages[0].content[64]");
  }

  @Test
  void whatCanBeCarriedIsWrittenAsOnAnyRoute() {
    // Given
    ChatRequest request =
        decoded(
            ProtocolId.OPENAI_CHAT,
            "{'model':'m','seed':7,'messages':[{'role':'user','content':'q'}]}");
    Target target = new Target(CLAUDE, Families.load().of(ProtocolId.ANTHROPIC, CLAUDE));
    Encoded strict =
        Protocols.ofUpstream(ProtocolId.ANTHROPIC).outbound().encodeRequest(request, target);

    // When
    Encoded lenient = encoded(request, ProtocolId.ANTHROPIC, CLAUDE);

    // Then
    assertThat(lenient.request().body()).isEqualTo(strict.request().body());
    assertThat(lenient.dropped()).isEqualTo(strict.dropped());
  }
}
