package dev.dragoman.protocol.gemini;

import static dev.dragoman.protocol.gemini.Gemini.BUDGET;
import static dev.dragoman.protocol.gemini.Gemini.PRO;
import static dev.dragoman.protocol.gemini.Gemini.asked;
import static dev.dragoman.protocol.gemini.Gemini.assertRefused;
import static dev.dragoman.protocol.gemini.Gemini.body;
import static dev.dragoman.protocol.gemini.Gemini.encoded;
import static dev.dragoman.protocol.gemini.Gemini.saying;
import static dev.dragoman.protocol.gemini.Gemini.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.MediaSource.Url;
import dev.dragoman.protocol.model.ProtocolId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Source: protocols.md 2.4 and 2.5, columns of Gemini. */
final class GeminiMediaTest {
  private static final String PNG = "iVBORw0KGgo=";

  private static final String IMAGE =
      "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'" + PNG + "'}}";

  private static final String INLINE =
      "{'inlineData':{'mimeType':'image/png','data':'" + PNG + "'}}";

  private static JsonNode parts(String block) {
    return body(saying("{'role':'user','content':[" + block + "]}")).at("/contents/0/parts");
  }

  @Test
  void bytesAreInlineWithTheirType() {
    assertThat(parts(IMAGE)).isEqualTo(tree("[" + INLINE + "]"));
    assertThat(
            parts(
                "{'type':'document','source':{'type':'base64','media_type':'application/pdf',"
                    + "'data':'JVBERi0xLjQK'}}"))
        .isEqualTo(tree("[{'inlineData':{'mimeType':'application/pdf','data':'JVBERi0xLjQK'}}]"));
  }

  @Test
  void aDocumentOfTextIsText() {
    assertThat(
            parts(
                "{'type':'document','title':'T','source':{'type':'text','media_type':"
                    + "'text/plain','data':'words'}}"))
        .isEqualTo(tree("[{'text':'T\\nwords'}]"));
  }

  @Test
  void whatADocumentIsCalledIsToldBeforeIt() {
    assertThat(
            parts(
                "{'type':'document','title':'T','context':'C','source':{'type':'base64',"
                    + "'media_type':'application/pdf','data':'JVBERi0xLjQK'}}"))
        .isEqualTo(
            tree(
                "[{'text':'T\\nC'},{'inlineData':{'mimeType':'application/pdf',"
                    + "'data':'JVBERi0xLjQK'}}]"));
  }

  @Test
  void aFileOfGooglesIsNamed() {
    // Given
    String uri = "https://generativelanguage.googleapis.com/v1beta/files/abc";

    // Then
    assertThat(parts("{'type':'image','source':{'type':'url','url':'" + uri + "'}}"))
        .isEqualTo(tree("[{'fileData':{'fileUri':'" + uri + "'}}]"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a.png, true",
    "https://generativelanguage.googleapis.com/v1beta/files/abc, false",
    "https://youtu.be/x, false",
    "gs://bucket/a.png, false"
  })
  void otherAddressesAreFetched(String url, boolean fetched) {
    // Given
    ContentBlock image = new Image(new Url(url), null, null, null, Extensions.NONE);

    // Then
    assertThat(new GeminiOutbound().needsBytes(image, Families.load().of(ProtocolId.GEMINI, PRO)))
        .isEqualTo(fetched);
  }

  @Test
  void anAddressThatNobodyFetchesIsRefused() {
    assertRefused(
        "messages[0].content[0].source.url",
        () ->
            encoded(
                saying(
                    "{'role':'user','content':[{'type':'image','source':{'type':'url','url':"
                        + "'https://example.com/a.png'}}]}"),
                PRO));
  }

  @Test
  void aTypeThatGoogleDoesNotListIsRefused() {
    assertRefused(
        "messages[0].content[0]",
        () ->
            encoded(
                saying(
                    "{'role':'user','content':[{'type':'image','source':{'type':'base64',"
                        + "'media_type':'image/gif','data':'R0lGODlhAQAB'}}]}"),
                PRO));
  }

  @Test
  void mediaOfAResultStandInItOrAfterIt() {
    // Given
    String body =
        "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'go'},{'role':"
            + "'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':{}}]},"
            + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','content':["
            + "{'type':'text','text':'see'},"
            + IMAGE
            + "]},{'type':'text','text':'well?'}]}]}";

    // When
    JsonNode within = body(asked(body), PRO).get("contents");
    JsonNode after = body(asked(body), BUDGET).get("contents");

    // Then: Gemini 3 takes them within
    assertThat(within.at("/2/parts"))
        .isEqualTo(
            tree(
                "[{'functionResponse':{'id':'a','name':'f','response':{'output':'see'},'parts':["
                    + INLINE
                    + "]}}]"));
    assertThat(after.at("/3/parts"))
        .isEqualTo(
            tree("[{'text':'[what f answered beside text]'}," + INLINE + ",{'text':'well?'}]"));
  }
}
