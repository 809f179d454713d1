package dev.dragoman.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Images and documents from one protocol to the other (protocols.md 2.4, 2.5). */
final class MediaConversionTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final Families FAMILIES = Families.load();
  private static final String CLAUDE = "claude-opus-4-8";
  private static final String GPT = "gpt-4o";
  private static final String PLAIN = "llama-3";

  private static final String PNG = base64("\u0089PNG\r\n\u001a\n");
  private static final String JPEG = base64("\u00ff\u00d8\u00ff\u00e0");
  private static final String PDF = base64("%PDF-1.7\n");

  private static String base64(String bytes) {
    return Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  private static Encoded encoded(
      ProtocolId client, String body, ProtocolId upstream, String model) {
    ClientProtocol inbound = Protocols.of(client);
    WireRequest wire =
        new WireRequest(
            inbound.endpoints().getFirst().at("public"),
            WireHeaders.NONE,
            quoted(body).getBytes(StandardCharsets.UTF_8),
            false);
    ChatRequest request = inbound.inbound().decodeRequest(wire);
    return Protocols.ofUpstream(upstream)
        .outbound()
        .encodeRequest(request, new Target(model, FAMILIES.of(upstream, model)));
  }

  /** What an OpenAI client's content becomes for Claude. */
  private static Encoded toClaude(String content) {
    return encoded(
        ProtocolId.OPENAI_CHAT,
        "{'model':'m','messages':[{'role':'user','content':[" + content + "]}]}",
        ProtocolId.ANTHROPIC,
        CLAUDE);
  }

  /** What an Anthropic client's messages become for an OpenAI model. */
  private static Encoded toOpenAi(String messages, String model) {
    return encoded(
        ProtocolId.ANTHROPIC,
        "{'model':'m','max_tokens':9,'messages':[" + messages + "]}",
        ProtocolId.OPENAI_CHAT,
        model);
  }

  private static String user(String content) {
    return "{'role':'user','content':[" + content + "]}";
  }

  private static JsonNode messages(Encoded encoded) {
    return MAPPER.readTree(encoded.request().body()).get("messages");
  }

  private static JsonNode content(Encoded encoded) {
    return messages(encoded).get(0).get("content");
  }

  private static JsonNode tree(String json) {
    return MAPPER.readTree(quoted(json));
  }

  private static void assertRefused(String path, String reason, Runnable call) {
    GatewayError error = catchThrowableOfType(GatewayException.class, call::run).error();
    assertThat(error.param()).isEqualTo(path);
    assertThat(error.message()).contains(reason);
  }

  @Test
  @Tag("pitfall-97")
  void aPdfBecomesAFilePartWithDataUrlAndName() {
    // When
    Encoded encoded =
        toOpenAi(
            user(
                "{'type':'document','source':{'type':'base64','media_type':'application/pdf',"
                    + "'data':'"
                    + PDF
                    + "'}},{'type':'document','title':'Terms','source':{'type':'base64',"
                    + "'media_type':'application/pdf','data':'"
                    + PDF
                    + "'}}"),
            GPT);

    // Then
    assertThat(content(encoded))
        .isEqualTo(
            tree(
                "[{'type':'file','file':{'filename':'document.pdf','file_data':"
                    + "'data:application/pdf;base64,"
                    + PDF
                    + "'}},{'type':'file','file':{'filename':'Terms.pdf','file_data':"
                    + "'data:application/pdf;base64,"
                    + PDF
                    + "'}}]"));
    assertThat(encoded.dropped()).isEmpty();
  }

  @Test
  void aFilePartBecomesADocumentWithItsNameAsTitle() {
    // When
    Encoded encoded =
        toClaude(
            "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,"
                + PDF
                + "'}}");

    // Then
    assertThat(content(encoded))
        .isEqualTo(
            tree(
                "[{'type':'document','source':{'type':'base64','media_type':'application/pdf',"
                    + "'data':'"
                    + PDF
                    + "'},'title':'a.pdf'}]"));
  }

  @Test
  @Tag("pitfall-98")
  void aPdfInAnImageUrlBecomesADocument() {
    // When
    Encoded encoded =
        toClaude(
            "{'type':'image_url','image_url':{'url':'data:application/pdf;base64," + PDF + "'}}");

    // Then
    assertThat(content(encoded).get(0).get("type").asString()).isEqualTo("document");
    assertThat(content(encoded).get(0).get("source").get("data").asString()).isEqualTo(PDF);
  }

  @Test
  void aFileThatIsAnImageIsAnImageWhereDocumentsAreNone() {
    // When
    Encoded encoded =
        toClaude(
            "{'type':'file','file':{'filename':'a.png','file_data':'data:image/png;base64,"
                + PNG
                + "'}}");

    // Then
    assertThat(content(encoded).get(0).get("type").asString()).isEqualTo("image");
  }

  @Test
  @Tag("pitfall-99")
  void theFirstBytesCountMoreThanTheDeclaredType() {
    // When
    Encoded encoded =
        toClaude("{'type':'image_url','image_url':{'url':'data:image/png;base64," + JPEG + "'}}");

    // Then
    assertThat(content(encoded).get(0).get("source").get("media_type").asString())
        .isEqualTo("image/jpeg");
  }

  @Test
  void anImageKeepsBytesAndDetailAcrossProtocols() {
    // When
    Encoded toOpenAi =
        toOpenAi(
            user(
                "{'type':'text','text':'see'},{'type':'image','source':{'type':'base64',"
                    + "'media_type':'image/png','data':'"
                    + PNG
                    + "'}},{'type':'image','source':{'type':'url','url':'https://a.example/b.png'}}"),
            GPT);
    Encoded toClaude =
        toClaude(
            "{'type':'image_url','image_url':{'url':'https://a.example/b.png','detail':'high'}}");

    // Then
    assertThat(content(toOpenAi))
        .isEqualTo(
            tree(
                "[{'type':'text','text':'see'},{'type':'image_url','image_url':{'url':"
                    + "'data:image/png;base64,"
                    + PNG
                    + "'}},{'type':'image_url','image_url':{'url':'https://a.example/b.png'}}]"));
    assertThat(content(toClaude))
        .isEqualTo(
            tree("[{'type':'image','source':{'type':'url','url':'https://a.example/b.png'}}]"));
    assertThat(toClaude.dropped())
        .extracting(Dropped::path)
        .containsExactly("messages[0].content[0].image_url.detail");
  }

  private static final String CALLS =
      user("{'type':'text','text':'q'}")
          + ",{'role':'assistant','content':["
          + "{'type':'tool_use','id':'t1','name':'f','input':{}},"
          + "{'type':'tool_use','id':'t2','name':'f','input':{}}]},";

  private static final String RESULTS =
      "{'type':'tool_result','tool_use_id':'t1','content':["
          + "{'type':'text','text':'shot'},"
          + "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'"
          + PNG
          + "'}}]},{'type':'tool_result','tool_use_id':'t2','content':["
          + "{'type':'document','source':{'type':'base64','media_type':'application/pdf',"
          + "'data':'"
          + PDF
          + "'}}]}";

  @Test
  @Tag("pitfall-37")
  void mediaOfResultsFollowInOneUserMessageAfterTheLastResult() {
    // When
    Encoded encoded = toOpenAi(CALLS + user(RESULTS + ",{'type':'text','text':'well?'}"), GPT);

    // Then
    JsonNode messages = messages(encoded);
    assertThat(messages.size()).isEqualTo(5);
    assertThat(messages.get(2))
        .isEqualTo(
            tree("{'role':'tool','tool_call_id':'t1','content':'shot\\n[image attached below]'}"));
    assertThat(messages.get(3))
        .isEqualTo(
            tree("{'role':'tool','tool_call_id':'t2','content':'[document attached below]'}"));
    assertThat(messages.get(4))
        .isEqualTo(
            tree(
                "{'role':'user','content':["
                    + "{'type':'text','text':'[attached to tool result t1]'},"
                    + "{'type':'image_url','image_url':{'url':'data:image/png;base64,"
                    + PNG
                    + "'}},{'type':'text','text':'[attached to tool result t2]'},"
                    + "{'type':'file','file':{'filename':'document.pdf',"
                    + "'file_data':'data:application/pdf;base64,"
                    + PDF
                    + "'}},{'type':'text','text':'well?'}]}"));
  }

  @Test
  void mediaOfResultsStayInsideThemForAnthropic() {
    // When
    Encoded encoded =
        encoded(
            ProtocolId.OPENAI_CHAT,
            "{'model':'m','messages':[{'role':'user','content':'q'},{'role':'assistant',"
                + "'tool_calls':[{'id':'t1','type':'function','function':{'name':'f'}}]},"
                + "{'role':'tool','tool_call_id':'t1','content':[{'type':'image_url',"
                + "'image_url':{'url':'data:image/png;base64,"
                + PNG
                + "'}}]}]}",
            ProtocolId.ANTHROPIC,
            CLAUDE);

    // Then
    JsonNode result = messages(encoded).get(2).get("content").get(0);
    assertThat(result.get("type").asString()).isEqualTo("tool_result");
    assertThat(result.get("content").get(0).get("source").get("data").asString()).isEqualTo(PNG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':'text','media_type':'text/plain','data':'body'|Title\\nabout\\nbody",
        "'type':'base64','media_type':'text/markdown','data':'IyBIaQ=='|Title\\nabout\\n# Hi"
      })
  void aTextDocumentIsReadableWhereThereAreNoDocuments(String source, String text) {
    // When
    Encoded encoded =
        toOpenAi(
            user("{'type':'document','title':'Title','context':'about','source':{" + source + "}}"),
            PLAIN);

    // Then
    assertThat(content(encoded).asString()).isEqualTo(text.replace("\\n", "\n"));
  }

  @Test
  void aTextFileBecomesADocumentOfText() {
    // When
    Encoded encoded =
        toClaude("{'type':'file','file':{'filename':'notes.md','file_data':'IyBIaQ=='}}");

    // Then
    assertThat(content(encoded))
        .isEqualTo(
            tree(
                "[{'type':'document','source':{'type':'text','media_type':'text/plain',"
                    + "'data':'# Hi'},'title':'notes.md'}]"));
  }

  @Test
  void aDocumentOfBlocksIsTakenApart() {
    // When
    Encoded encoded =
        toOpenAi(
            user(
                "{'type':'document','title':'Title','source':{'type':'content','content':["
                    + "{'type':'text','text':'one'},{'type':'image','source':{'type':'url',"
                    + "'url':'https://a.example/b.png'}}]}}"),
            GPT);

    // Then
    assertThat(content(encoded))
        .isEqualTo(
            tree(
                "[{'type':'text','text':'Title'},{'type':'text','text':'one'},"
                    + "{'type':'image_url','image_url':{'url':'https://a.example/b.png'}}]"));
  }

  @Test
  void whatASearchFoundAndWhatToolsAreMeantReadAsText() {
    // When
    Encoded encoded =
        toOpenAi(
            CALLS
                + user(
                    "{'type':'tool_result','tool_use_id':'t1','content':[{'type':'search_result',"
                        + "'source':'https://a.example','title':'A','content':["
                        + "{'type':'text','text':'x'}]}]},"
                        + "{'type':'tool_result','tool_use_id':'t2','content':["
                        + "{'type':'tool_reference','tool_name':'g'}]}"),
            PLAIN);

    // Then
    assertThat(messages(encoded).get(2).get("content").asString())
        .isEqualTo("A\nhttps://a.example\nx");
    assertThat(messages(encoded).get(3).get("content").asString())
        .isEqualTo(quoted("{'type':'tool_reference','tool_name':'g'}"));
  }

  @Test
  void mediaThatTheModelDoesNotTakeAreRefusedByPlace() {
    assertRefused(
        "messages[0].content[0]",
        "images cannot be sent to the OpenAI Chat model",
        () ->
            toOpenAi(
                user("{'type':'image','source':{'type':'url','url':'https://a.example/b'}}"),
                PLAIN));
    assertRefused(
        "messages[0].content[0]",
        "audio",
        () -> toClaude("{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav'}}"));
    assertRefused(
        "messages[0].content[0]",
        "images of type image/bmp",
        () -> toClaude("{'type':'image_url','image_url':{'url':'data:image/bmp;base64,Qk0A'}}"));
  }

  @Test
  void aDocumentByAddressIsRefusedAtItsAddressByWhoTakesNone() {
    assertRefused(
        "messages[0].content[0].source.url",
        "send the data itself",
        () ->
            toOpenAi(
                user("{'type':'document','source':{'type':'url','url':'https://a.example/b'}}"),
                GPT));
    assertRefused(
        "messages[0].content[0].image_url.url",
        "send the data itself",
        () -> toClaude("{'type':'image_url','image_url':{'url':'http://a.example/b.png'}}"));
  }

  @Test
  void aFileIdNeverCrossesProviders() {
    assertRefused(
        "messages[0].content[0]",
        "the file reference belongs to another provider",
        () -> toClaude("{'type':'file','file':{'file_id':'file-1'}}"));
    assertRefused(
        "messages[0].content[0]",
        "the file reference belongs to another provider",
        () -> toOpenAi(user("{'type':'image','source':{'type':'file','file_id':'file_1'}}"), GPT));
  }

  @Test
  void unknownMembersOfAMediumAreTold() {
    assertThat(
            toClaude("{'type':'image_url','image_url':{'url':'https://a.example/b.png','x':1}}")
                .dropped())
        .extracting(Dropped::path)
        .containsExactly("messages[0].content[0].image_url");
  }

  @Test
  void oneProtocolWritesItsOwnMediaBackAsTheyCame() {
    // Given
    String parts =
        "[{'type':'image_url','image_url':{'url':'data:image/png;base64,"
            + PNG
            + "','detail':'low','x':1}},{'type':'file','file':{'file_id':'file-1'}},"
            + "{'type':'file','file':{'filename':'a.docx',"
            + "'file_data':'data:application/msword;base64,AAAA'}}]";
    String blocks =
        "[{'type':'image','source':{'type':'file','file_id':'f'}},"
            + "{'type':'document','source':{'type':'url','url':'https://a.example/b.pdf'},"
            + "'title':'t','context':'c','citations':{'enabled':true,'x':1}}]";

    // Then
    assertThat(
            content(
                encoded(
                    ProtocolId.OPENAI_CHAT,
                    "{'model':'m','messages':[{'role':'user','content':" + parts + "}]}",
                    ProtocolId.OPENAI_CHAT,
                    GPT)))
        .isEqualTo(tree(parts));
    assertThat(
            content(
                encoded(
                    ProtocolId.ANTHROPIC,
                    "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':"
                        + blocks
                        + "}]}",
                    ProtocolId.ANTHROPIC,
                    CLAUDE)))
        .isEqualTo(tree(blocks));
  }
}
