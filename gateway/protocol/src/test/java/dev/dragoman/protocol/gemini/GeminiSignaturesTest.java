package dev.dragoman.protocol.gemini;

import static dev.dragoman.protocol.gemini.Gemini.BUDGET;
import static dev.dragoman.protocol.gemini.Gemini.FLASH;
import static dev.dragoman.protocol.gemini.Gemini.PRO;
import static dev.dragoman.protocol.gemini.Gemini.after;
import static dev.dragoman.protocol.gemini.Gemini.body;
import static dev.dragoman.protocol.gemini.Gemini.encoded;
import static dev.dragoman.protocol.gemini.Gemini.folded;
import static dev.dragoman.protocol.gemini.Gemini.parts;
import static dev.dragoman.protocol.gemini.Gemini.paths;
import static dev.dragoman.protocol.gemini.Gemini.sent;
import static dev.dragoman.protocol.gemini.Gemini.stop;
import static dev.dragoman.protocol.gemini.Gemini.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Dropped.Loss;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Source: "Thought signatures" on ai.google.dev; protocols.md 2.6 and 3.6. */
final class GeminiSignaturesTest {
  private static final List<ToolResult> RESULTS =
      List.of(ToolResult.of("a", "1"), ToolResult.of("b", "2"));

  private static JsonNode said(List<? extends ContentBlock> said, String model) {
    return body(after(said, List.of(Text.of("next"))), model).at("/contents/1/parts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':'t','thoughtSignature':'S1=='}",
        "{'text':'a'},{'text':'b','thoughtSignature':'S1=='},{'text':'c'}",
        "{'text':'a'},{'text':'','thoughtSignature':'S-_1'}",
        "{'text':'mused','thought':true,'thoughtSignature':'S1=='},{'text':'a'}",
        "{'inlineData':{'mimeType':'image/png','data':'iVBORw0KGgo='},'thoughtSignature':'S1=='}",
        "{'executableCode':{'language':'PYTHON','code':'1'},'thoughtSignature':'S1=='},"
            + "{'codeExecutionResult':{'outcome':'OUTCOME_OK','output':'1'}},{'text':'a'}",
      })
  @Tag("pitfall-72")
  void whatAnAnswerSignsGoesBackOnTheSamePart(String quoted) {
    // Given
    List<ContentBlock> answered =
        folded(parts(quoted), stop("STOP")).candidates().getFirst().content();

    // When
    JsonNode back = said(answered, PRO);

    // Then
    assertThat(back).isEqualTo(tree("[" + quoted + "]"));
  }

  @Test
  @Tag("pitfall-72")
  @Tag("pitfall-74")
  void ofParallelCallsTheFirstIsSigned() {
    // Given
    String calls =
        "{'functionCall':{'id':'a','name':'f','args':{'x':1}},'thoughtSignature':'S1=='},"
            + "{'functionCall':{'id':'b','name':'g','args':{}}}";
    List<ContentBlock> answered =
        folded(parts(calls), stop("STOP")).candidates().getFirst().content();

    // When
    JsonNode back = body(after(answered, RESULTS), PRO).at("/contents/1/parts");

    // Then
    assertThat(back).isEqualTo(tree("[" + calls + "]"));
  }

  @Test
  @Tag("pitfall-73")
  void aFirstCallWithoutASignatureGetsTheStandIn() {
    // Given: aiproxy#450
    List<ToolCall> calls =
        List.of(
            ToolCall.of("a", "f", JsonText.EMPTY_OBJECT),
            ToolCall.of("b", "f", JsonText.EMPTY_OBJECT));

    // When
    JsonNode withLevels = body(after(calls, RESULTS), FLASH).at("/contents/1/parts");
    JsonNode withBudgets = body(after(calls, RESULTS), BUDGET).at("/contents/1/parts");

    // Then
    assertThat(withLevels.at("/0/thoughtSignature").asString())
        .isEqualTo("skip_thought_signature_validator");
    assertThat(withLevels.get(1).has("thoughtSignature")).isFalse();
    assertThat(withBudgets.get(0).has("thoughtSignature")).isFalse();
  }

  @Test
  void aSignatureThatAMemoryPutFirstFindsItsCall() {
    // Given
    List<ContentBlock> said =
        List.of(
            Reasoning.of("").withSignature(GeminiSignatures.of("S", Placement.TOOL_CALL)),
            Text.of("I look"),
            ToolCall.of("a", "f", JsonText.EMPTY_OBJECT),
            ToolCall.of("b", "f", JsonText.EMPTY_OBJECT));

    // When
    JsonNode parts = body(after(said, RESULTS), PRO).at("/contents/1/parts");

    // Then
    assertThat(parts.get(0)).isEqualTo(tree("{'text':'I look'}"));
    assertThat(parts.at("/1/thoughtSignature").asString()).isEqualTo("S");
    assertThat(parts.get(2).has("thoughtSignature")).isFalse();
  }

  @Test
  void aSignatureWhosePartIsGoneStillSignsTheTurn() {
    // Given
    List<ContentBlock> said =
        List.of(
            Text.of("x"), Reasoning.of("").withSignature(GeminiSignatures.of("S", Placement.TEXT)));

    // Then
    assertThat(said(said, PRO))
        .isEqualTo(tree("[{'text':'x'},{'text':'','thoughtSignature':'S'}]"));
  }

  @Test
  @Tag("pitfall-70")
  void stateOfAnotherProviderAndUnsignedThoughtsAreNotSent() {
    // Given
    Signature claude = new Signature(Provider.ANTHROPIC, "", "EqQB", Placement.THINKING);
    List<ContentBlock> said =
        List.of(Reasoning.of("hm").withSignature(claude), Reasoning.of("ah"), Text.of("x"));

    // When
    Encoded encoded = encoded(after(said, List.of(Text.of("next"))), PRO);

    // Then
    assertThat(sent(encoded)).doesNotContain("EqQB", "hm", "ah");
    assertThat(paths(encoded)).containsExactly("messages[1].content[0]");
    assertThat(encoded.dropped().getFirst().loss()).isEqualTo(Loss.OPAQUE_STATE);
  }

  @Test
  void summariesBesideItsOwnStateAreNoLoss() {
    // Given
    List<ContentBlock> said =
        List.of(
            Reasoning.of("mused"),
            Reasoning.of("").withSignature(GeminiSignatures.of("S", Placement.TEXT)),
            Text.of("x"));

    // When
    Encoded encoded = encoded(after(said, List.of(Text.of("next"))), PRO);

    // Then
    assertThat(paths(encoded)).isEmpty();
    assertThat(sent(encoded)).doesNotContain("mused");
  }
}
