package dev.dragoman.protocol.bedrock;

import static dev.dragoman.protocol.bedrock.Converse.BUDGET;
import static dev.dragoman.protocol.bedrock.Converse.NOVA;
import static dev.dragoman.protocol.bedrock.Converse.UNKNOWN;
import static dev.dragoman.protocol.bedrock.Converse.assertRefused;
import static dev.dragoman.protocol.bedrock.Converse.body;
import static dev.dragoman.protocol.bedrock.Converse.chat;
import static dev.dragoman.protocol.bedrock.Converse.encoded;
import static dev.dragoman.protocol.bedrock.Converse.quoted;
import static dev.dragoman.protocol.bedrock.Converse.saying;
import static dev.dragoman.protocol.bedrock.Converse.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ProtocolId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Sources: protocols.md 2.4 and 2.5, columns of Bedrock; Bedrock API reference, content blocks. */
final class ConverseMediaTest {
  private static final String VOXTRAL = "mistral.voxtral-mini-3b-2507";

  private static ChatRequest user(String block) {
    return saying(
        quoted("{'role':'user','content':[{'type':'text','text':'see'}," + quoted(block) + "]}"));
  }

  private static JsonNode sent(String block, String model) {
    return body(user(block), model).at("/messages/0/content/1");
  }

  @Test
  @Tag("pitfall-100")
  void anAddressOfAnImageIsRefusedAtItsPlace() {
    assertRefused(
        "messages[0].content[0].source.url",
        () ->
            encoded(
                saying(
                    "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":"
                        + "{\"type\":\"url\",\"url\":\"https://example.com/a.png\"}}]}"),
                BUDGET));
  }

  @Test
  @Tag("pitfall-99")
  void theBytesOfAnImageSayWhatItIs() {
    // When
    JsonNode body =
        body(
            saying(
                "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\","
                    + "\"media_type\":\"image/png\",\"data\":\"/9j/4AAQSkZJRg==\"}}]}"));

    // Then
    assertThat(body.at("/messages/0/content/0"))
        .isEqualTo(
            tree("{\"image\":{\"format\":\"jpeg\",\"source\":{\"bytes\":\"/9j/4AAQSkZJRg==\"}}}"));
  }

  @Test
  @Tag("pitfall-102")
  @Tag("pitfall-103")
  @Tag("pitfall-104")
  void documentsHaveLegalNamesOfTheirOwnAndATextBesideThem() {
    // Given
    String pdf =
        "\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"JVBE\"}";
    String untitled = "{\"type\":\"document\"," + pdf + "}";
    String titled =
        "{\"type\":\"document\",\"title\":\"My\\u3000 \\\"file\\\".v2  (a)\"," + pdf + "}";

    // When
    JsonNode content =
        body(saying(
                "{\"role\":\"user\",\"content\":["
                    + String.join(",", untitled, untitled, titled, titled)
                    + "]}"))
            .at("/messages/0/content");

    // Then
    assertThat(content.findValuesAsString("name"))
        .containsExactly("document-1", "document-2", "My- -file--v2 (a)", "My- -file--v2 (a) (2)");
    assertThat(content.get(4)).isEqualTo(tree("{\"text\":\"See the attached document.\"}"));
  }

  @Test
  void aDocumentOfTextTravelsAsBytes() {
    // When
    JsonNode body =
        body(
            saying(
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"read\"},"
                    + "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\","
                    + "\"data\":\"hello\"},\"context\":\"c\",\"citations\":{\"enabled\":true}}]}"));

    // Then
    assertThat(body.at("/messages/0/content/1"))
        .isEqualTo(
            tree(
                "{\"document\":{\"format\":\"txt\",\"name\":\"document-1\",\"source\":"
                    + "{\"bytes\":\"aGVsbG8=\"},\"context\":\"c\",\"citations\":{\"enabled\":true}}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'media_type':'text/csv','data':'YSxi'|csv|YSxi",
        "'media_type':'text/markdown','data':'IyBIaQ=='|md|IyBIaQ==",
        "'media_type':'application/msword','data':'AAAA'|doc|AAAA",
        "'media_type':'application/json','data':'e30='|txt|e30="
      })
  void aDocumentKeepsItsFormatAndItsBytes(String source, String format, String bytes) {
    // When
    JsonNode document =
        sent("{'type':'document','source':{'type':'base64'," + source + "}}", BUDGET)
            .get("document");

    // Then
    assertThat(document.get("format").asString()).isEqualTo(format);
    assertThat(document.at("/source/bytes").asString()).isEqualTo(bytes);
  }

  @Test
  void aTextDocumentIsReadableWhereThereAreNoDocuments() {
    // Given
    String text =
        "{'type':'document','title':'Terms','source':{'type':'base64','media_type':'text/csv',"
            + "'data':'YSxi'}}";
    String parts =
        "{'type':'document','title':'Terms','source':{'type':'content','content':["
            + "{'type':'text','text':'one'},{'type':'text','text':'two'}]}}";

    // Then
    assertThat(sent(text, UNKNOWN)).isEqualTo(tree(quoted("{'text':'Terms\\na,b'}")));
    assertThat(sent(parts, UNKNOWN)).isEqualTo(tree(quoted("{'text':'Terms\\none\\ntwo'}")));
    assertThat(sent(parts, BUDGET).at("/document/source"))
        .isEqualTo(tree(quoted("{'content':[{'text':'one'},{'text':'two'}]}")));
  }

  @Test
  @Tag("pitfall-98")
  void bytesSayWhetherTheyAreAnImageOrADocument() {
    // Given: BerriAI/litellm#39977
    ChatRequest request =
        chat(
            quoted(
                "{'model':'m','messages':[{'role':'user','content':[{'type':'text','text':'a'},"
                    + "{'type':'image_url','image_url':{'url':"
                    + "'data:application/pdf;base64,JVBERi0xLjc='}},"
                    + "{'type':'file','file':{'filename':'a.png','file_data':"
                    + "'data:image/png;base64,iVBORw0KGgo='}}]}]}"));

    // When
    JsonNode content = body(request).at("/messages/0/content");

    // Then
    assertThat(content.at("/1/document/format").asString()).isEqualTo("pdf");
    assertThat(content.at("/2/image/format").asString()).isEqualTo("png");
  }

  @Test
  void anObjectOfS3IsReadByBedrockItself() {
    // Given
    String image = "{'type':'image','source':{'type':'url','url':'s3://bucket/a/photo.JPG'}}";
    ContentBlock block = user(image).messages().getFirst().content().get(1);

    // Then
    assertThat(sent(image, BUDGET))
        .isEqualTo(
            tree(
                quoted(
                    "{'image':{'format':'jpeg','source':{'s3Location':"
                        + "{'uri':'s3://bucket/a/photo.JPG'}}}}")));
    assertThat(needsBytes(block)).isFalse();
    assertThat(
            needsBytes(
                user("{'type':'image','source':{'type':'url','url':'https://a.example/b.png'}}")
                    .messages()
                    .getFirst()
                    .content()
                    .get(1)))
        .isTrue();
    assertRefused("messages[0].content[1]", () -> encoded(user(image), UNKNOWN));
    assertRefused(
        "messages[0].content[1]",
        () ->
            encoded(
                user("{'type':'image','source':{'type':'url','url':'s3://bucket/photo'}}"),
                BUDGET));
  }

  private static boolean needsBytes(ContentBlock block) {
    return new BedrockOutbound().needsBytes(block, Families.load().of(ProtocolId.BEDROCK, BUDGET));
  }

  @Test
  void mediaThatTheModelDoesNotTakeAreRefusedByPlace() {
    // Given
    String pdf =
        "{'type':'document','source':{'type':'base64','media_type':'application/pdf',"
            + "'data':'JVBERi0xLjc='}}";
    String bitmap =
        "{'type':'image','source':{'type':'base64','media_type':'image/bmp','data':'Qk0A'}}";
    String foreign = "{'type':'image','source':{'type':'file','file_id':'file_1'}}";

    // Then
    assertRefused("messages[0].content[1]", () -> encoded(user(pdf), UNKNOWN));
    assertRefused("messages[0].content[1]", () -> encoded(user(bitmap), BUDGET));
    assertRefused("messages[0].content[1]", () -> encoded(user(foreign), BUDGET));
  }

  @Test
  void aVideoAndASoundAreSentToModelsThatTakeThem() {
    // Given
    ChatRequest video =
        chat(
            quoted(
                "{'model':'m','messages':[{'role':'user','content':[{'type':'video_url',"
                    + "'video_url':{'url':'data:video/mp4;base64,AAAA'}}]}]}"));
    ChatRequest sound =
        chat(
            quoted(
                "{'model':'m','messages':[{'role':'user','content':[{'type':'input_audio',"
                    + "'input_audio':{'data':'AAAA','format':'wav'}}]}]}"));

    // Then
    assertThat(body(video, NOVA).at("/messages/0/content/0"))
        .isEqualTo(tree(quoted("{'video':{'format':'mp4','source':{'bytes':'AAAA'}}}")));
    assertThat(body(sound, VOXTRAL).at("/messages/0/content/0"))
        .isEqualTo(tree(quoted("{'audio':{'format':'wav','source':{'bytes':'AAAA'}}}")));
    assertRefused("messages[0].content[0]", () -> encoded(video, BUDGET));
    assertRefused("messages[0].content[0]", () -> encoded(sound, NOVA));
  }
}
