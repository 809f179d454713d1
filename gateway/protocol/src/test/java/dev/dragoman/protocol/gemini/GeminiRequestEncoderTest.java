package dev.dragoman.protocol.gemini;

import static dev.dragoman.protocol.gemini.Gemini.OLD;
import static dev.dragoman.protocol.gemini.Gemini.PRO;
import static dev.dragoman.protocol.gemini.Gemini.asked;
import static dev.dragoman.protocol.gemini.Gemini.askedWith;
import static dev.dragoman.protocol.gemini.Gemini.assertRefused;
import static dev.dragoman.protocol.gemini.Gemini.body;
import static dev.dragoman.protocol.gemini.Gemini.chat;
import static dev.dragoman.protocol.gemini.Gemini.encoded;
import static dev.dragoman.protocol.gemini.Gemini.paths;
import static dev.dragoman.protocol.gemini.Gemini.saying;
import static dev.dragoman.protocol.gemini.Gemini.sent;
import static dev.dragoman.protocol.gemini.Gemini.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Source: protocols.md 2.1 to 2.11, columns of Gemini. */
final class GeminiRequestEncoderTest {
  @ParameterizedTest
  @CsvSource({
    "gemini-3-pro, /v1beta/models/gemini-3-pro:generateContent",
    "models/gemini-3-pro, /v1beta/models/gemini-3-pro:generateContent",
    "tunedModels/mine, /v1beta/tunedModels/mine:generateContent",
    "a/b c?d, /v1beta/models/a%2Fb%20c%3Fd:generateContent"
  })
  void theModelIsInThePath(String model, String path) {
    assertThat(encoded(askedWith("'top_p':0.5"), model).request().path()).isEqualTo(path);
  }

  @Test
  void aStreamIsAnotherMethodAndAlwaysOfEvents() {
    assertThat(encoded(askedWith("'stream':true"), PRO).request().path())
        .isEqualTo("/v1beta/models/gemini-3-pro-preview:streamGenerateContent?alt=sse");
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() {
    assertRefused("model", () -> encoded(askedWith("'top_p':0.5"), ".."));
  }

  @Test
  void instructionsAreApartAndTurnsAreOfUserAndModel() {
    // When
    JsonNode body =
        body(
            asked(
                "{'model':'m','max_tokens':9,'system':[{'type':'text','text':'a'},{'type':'text',"
                    + "'text':'b'}],'messages':[{'role':'user','content':'x'},{'role':'assistant',"
                    + "'content':'y'},{'role':'user','content':'z'}]}"));

    // Then
    assertThat(body.get("systemInstruction"))
        .isEqualTo(tree("{'parts':[{'text':'a'},{'text':'b'}]}"));
    assertThat(body.get("contents"))
        .isEqualTo(
            tree(
                "[{'role':'user','parts':[{'text':'x'}]},{'role':'model','parts':[{'text':'y'}]},"
                    + "{'role':'user','parts':[{'text':'z'}]}]"));
    assertThat(body.get("generationConfig")).isEqualTo(tree("{'maxOutputTokens':9}"));
  }

  @Test
  @Tag("pitfall-18")
  void theBillingLineOfClaudeCodeIsNotSent() {
    // Given
    String line = "x-anthropic-billing-header: cc_version=2.1";

    // When
    JsonNode body = body(askedWith("'system':[{'type':'text','text':'" + line + "'}]"));

    // Then
    assertThat(body.has("systemInstruction")).isFalse();
  }

  @Test
  @Tag("pitfall-4")
  @Tag("pitfall-13")
  void neighboursOfOneRoleAreJoinedAndAUserComesFirst() {
    // When
    Encoded encoded =
        encoded(
            saying(
                "{'role':'assistant','content':'a'},{'role':'user','content':'b'},"
                    + "{'role':'user','content':'c'}"),
            PRO);

    // Then
    assertThat(body(encoded).get("contents"))
        .isEqualTo(
            tree(
                "[{'role':'user','parts':[{'text':'(earlier conversation)'}]},"
                    + "{'role':'model','parts':[{'text':'a'}]},"
                    + "{'role':'user','parts':[{'text':'b'},{'text':'c'}]}]"));
    assertThat(paths(encoded)).containsExactly("messages");
  }

  @Test
  @Tag("pitfall-12")
  void aTurnOfTheAssistantAtTheEndIsRefused() {
    assertRefused(
        "messages",
        () ->
            encoded(
                saying("{'role':'user','content':'a'},{'role':'assistant','content':'b'}"), PRO));
  }

  @Test
  @Tag("pitfall-31")
  @Tag("pitfall-32")
  @Tag("pitfall-33")
  @Tag("pitfall-34")
  @Tag("pitfall-35")
  @Tag("pitfall-36")
  void resultsStandAloneInTheOrderOfTheCallsAndTextFollows() {
    // Given: gemini-cli#16135, llxprt-code#194
    String calls =
        "{'role':'user','content':'go'},{'role':'assistant','content':["
            + "{'type':'tool_use','id':'a','name':'f','input':{'n':1}},"
            + "{'type':'tool_use','id':'b','name':'f','input':{}},"
            + "{'type':'tool_use','id':'c','name':'g','input':{}}]}";

    // When
    JsonNode contents =
        body(saying(
                calls
                    + ",{'role':'user','content':[{'type':'text','text':'and?'},"
                    + "{'type':'tool_result','tool_use_id':'c','is_error':true,'content':'no'},"
                    + "{'type':'tool_result','tool_use_id':'b','content':'[1,2]'},"
                    + "{'type':'tool_result','tool_use_id':'a','content':'sunny'}]}"))
            .get("contents");

    // Then
    assertThat(contents.size()).isEqualTo(4);
    assertThat(contents.get(2))
        .isEqualTo(
            tree(
                "{'role':'user','parts':["
                    + "{'functionResponse':{'id':'a','name':'f','response':{'output':'sunny'}}},"
                    + "{'functionResponse':{'id':'b','name':'f','response':{'output':'[1,2]'}}},"
                    + "{'functionResponse':{'id':'c','name':'g','response':{'error':'no'}}}]}"));
    assertThat(contents.get(3)).isEqualTo(tree("{'role':'user','parts':[{'text':'and?'}]}"));
  }

  @Test
  void aResultThatIsAnObjectIsSentAsItIs() {
    // When
    JsonNode contents =
        body(asked(
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'go'},"
                    + "{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f',"
                    + "'input':{}}]},{'role':'user','content':[{'type':'tool_result',"
                    + "'tool_use_id':'a','content':'{\\'t\\':12345678901234567890}'}]}]}"
                        .replace("\\'", "\\\"")))
            .get("contents");

    // Then
    assertThat(contents.at("/2/parts/0/functionResponse/response/t").asString())
        .isEqualTo("12345678901234567890");
  }

  @Test
  @Tag("pitfall-26")
  void namesThatGeminiRefusesAreMappedInEveryPlace() {
    // Given
    String tools =
        "'tools':[{'name':'1st','input_schema':{'type':'object'}}],"
            + "'tool_choice':{'type':'tool','name':'1st'}";

    // When
    Encoded encoded = encoded(askedWith(tools), PRO);
    JsonNode body = body(encoded);

    // Then
    assertThat(body.at("/tools/0/functionDeclarations/0/name").asString()).isEqualTo("_1st");
    assertThat(body.get("toolConfig"))
        .isEqualTo(
            tree("{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['_1st']}}"));
    assertThat(encoded.toolNames().toClient("_1st")).isEqualTo("1st");
  }

  @ParameterizedTest
  @CsvSource({"none,NONE", "any,ANY"})
  void aChoiceIsAMode(String word, String mode) {
    // When
    JsonNode body =
        body(
            askedWith(
                "'tools':[{'name':'f','input_schema':{'type':'object'}}],'tool_choice':{'type':'"
                    + word
                    + "'}"));

    // Then
    assertThat(body.get("toolConfig"))
        .isEqualTo(tree("{'functionCallingConfig':{'mode':'" + mode + "'}}"));
  }

  @Test
  @Tag("pitfall-43")
  @Tag("pitfall-44")
  void functionsAreOneEntryAndWhatIsNotSaidIsNotWritten() {
    // When
    JsonNode tools =
        body(askedWith(
                "'tools':[{'name':'f','description':'','input_schema':{'type':'object',"
                    + "'properties':{}}},{'name':'g','description':'G','input_schema':"
                    + "{'type':'object','properties':{'a':{'$ref':'#/$defs/x'}},'$defs':{'x':"
                    + "{'type':['string','null']}},'additionalProperties':false}}]"))
            .get("tools");

    // Then: Gemini 2.5 and later take JSON Schema as it is
    assertThat(tools)
        .isEqualTo(
            tree(
                "[{'functionDeclarations':[{'name':'f'},{'name':'g','description':'G',"
                    + "'parametersJsonSchema':{'type':'object','properties':{'a':{'$ref':"
                    + "'#/$defs/x'}},'$defs':{'x':{'type':['string','null']}},"
                    + "'additionalProperties':false}}]}]"));
    assertThat(body(askedWith("'tools':[],'tool_choice':{'type':'auto'}")).has("toolConfig"))
        .isFalse();
  }

  @Test
  @Tag("pitfall-54")
  @Tag("pitfall-55")
  void olderModelsGetSchemasAsOpenApiHasThem() {
    // When
    JsonNode declaration =
        body(
                askedWith(
                    "'tools':[{'name':'g','input_schema':{'$schema':'x','type':'object',"
                        + "'properties':{'a':{'type':['string','null']}},"
                        + "'additionalProperties':false,'required':['a','b']}}]"),
                OLD)
            .at("/tools/0/functionDeclarations/0");

    // Then
    assertThat(declaration)
        .isEqualTo(
            tree(
                "{'name':'g','parameters':{'type':'OBJECT','properties':{'a':{'type':'STRING',"
                    + "'nullable':true}},'required':['a']}}"));
  }

  @Test
  @Tag("pitfall-88")
  void zeroIsAValueAndWhatTheModelDoesNotTakeIsNamed() {
    // When
    Encoded encoded =
        encoded(
            chat(
                "'temperature':0,'top_p':0,'seed':0,'n':2,'frequency_penalty':1,'logprobs':true,"
                    + "'logit_bias':{'1':1},'stop':['a','b','c','d']"),
            PRO);

    // Then
    assertThat(body(encoded).get("generationConfig"))
        .isEqualTo(
            tree(
                "{'temperature':0,'topP':0,'seed':0,'candidateCount':2,"
                    + "'stopSequences':['a','b','c','d']}"));
    assertThat(paths(encoded))
        .containsExactlyInAnyOrder("frequency_penalty", "logprobs", "logit_bias");
  }

  @Test
  void sixStopSequencesBecomeFive() {
    // When
    Encoded encoded = encoded(askedWith("'stop_sequences':['1','2','3','4','5','6']"), PRO);

    // Then
    assertThat(body(encoded).at("/generationConfig/stopSequences").size()).isEqualTo(5);
    assertThat(paths(encoded)).containsExactly("stop_sequences");
  }

  @Test
  void aWarmUpOfAnthropicsCacheIsRefused() {
    assertRefused(
        "max_tokens",
        () ->
            encoded(
                asked("{'model':'m','max_tokens':0,'messages':[{'role':'user','content':'x'}]}"),
                PRO));
  }

  @Test
  @Tag("pitfall-107")
  void cacheMarksAreNotSentAndNamedOnce() {
    // When
    Encoded encoded =
        encoded(
            askedWith("'system':[{'type':'text','text':'s','cache_control':{'type':'ephemeral'}}]"),
            PRO);

    // Then
    assertThat(sent(encoded)).doesNotContain("cache");
    assertThat(paths(encoded)).containsExactly("cache_control");
  }

  @ParameterizedTest
  @CsvSource({"default,standard", "flex,flex", "priority,priority"})
  void tiersAreCalledAsGoogleCallsThem(String asked, String sent) {
    assertThat(body(chat("'service_tier':'" + asked + "'")).get("serviceTier").asString())
        .isEqualTo(sent);
  }

  @Test
  void aLateInstructionStaysWhereItStood() {
    // When: protocols.md 2.3
    JsonNode contents =
        body(saying(
                "{'role':'user','content':'a'},{'role':'system','content':'s'},"
                    + "{'role':'user','content':'b'}"))
            .get("contents");

    // Then
    assertThat(contents)
        .isEqualTo(
            tree(
                "[{'role':'user','parts':[{'text':'a'},{'text':'<system-reminder>s"
                    + "</system-reminder>'},{'text':'b'}]}]"));
  }

  @Test
  void callsAndResultsOfTheWrongSideAreRefused() {
    Gemini.assertRefused(
        "messages[1].content[0]",
        () ->
            Gemini.body(
                Gemini.saying(
                    "{'role':'user','content':'q'},{'role':'assistant','content':["
                        + "{'type':'tool_result','tool_use_id':'a','content':'r'}]},"
                        + "{'role':'user','content':'q'}")));
    Gemini.assertRefused(
        "messages[0].content[0]",
        () ->
            Gemini.body(
                Gemini.saying(
                    "{'role':'user','content':["
                        + "{'type':'tool_use','id':'a','name':'f','input':{}}]}")));
  }

  /** What a client said of a result has no place beside a text. */
  @Test
  void aResultWithoutItsCallIsTextAlone() {
    // Given
    ToolResult orphan =
        new ToolResult(
            "a",
            "f",
            List.of(Text.of("r")),
            false,
            false,
            null,
            Extensions.of(ProtocolId.GEMINI, Map.of("scheduling", new JsonText("1"))));

    // When
    String sent =
        Gemini.sent(
            Gemini.encoded(
                ChatRequest.of("m", List.of(Message.of(Role.USER, List.of(orphan)))), Gemini.PRO));

    // Then
    assertThat(sent).contains("r").doesNotContain("scheduling");
  }
}
