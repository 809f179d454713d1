package dev.dragoman.protocol.bedrock;

import static dev.dragoman.protocol.bedrock.Converse.BUDGET;
import static dev.dragoman.protocol.bedrock.Converse.NOVA;
import static dev.dragoman.protocol.bedrock.Converse.UNKNOWN;
import static dev.dragoman.protocol.bedrock.Converse.body;
import static dev.dragoman.protocol.bedrock.Converse.chat;
import static dev.dragoman.protocol.bedrock.Converse.encoded;
import static dev.dragoman.protocol.bedrock.Converse.events;
import static dev.dragoman.protocol.bedrock.Converse.frame;
import static dev.dragoman.protocol.bedrock.Converse.paths;
import static dev.dragoman.protocol.bedrock.Converse.quoted;
import static dev.dragoman.protocol.bedrock.Converse.response;
import static dev.dragoman.protocol.bedrock.Converse.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.wire.SseFrame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * How the form of an answer is asked for, and raw-text tools. Sources: protocols.md 2.7 and 2.8;
 * Bedrock user guide, Structured outputs.
 */
final class ConverseOutputTest {
  private static final String SCHEMA =
      "{'type':'object','properties':{'a':{'type':'integer','minimum':1}}}";

  private static ChatRequest asking(String members) {
    return chat(quoted("{'model':'m','messages':[{'role':'user','content':'x'}]," + members + "}"));
  }

  private static ChatRequest bySchema(String more) {
    return asking(
        "'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,'schema':"
            + SCHEMA
            + "}}"
            + more);
  }

  /** The answer of the model, as a client gets it. */
  private static Candidate whole(Encoded encoded, String content) {
    return encoded
        .emulation()
        .applied(
            ConverseResponses.decode(
                response(
                    200,
                    quoted(
                        "{'output':{'message':{'role':'assistant','content':["
                            + content
                            + "]}},'stopReason':'tool_use','usage':{}}"))))
        .candidates()
        .getFirst();
  }

  private static Candidate streamed(Encoded encoded, SseFrame... frames) {
    ResponseFold fold = new ResponseFold();
    var stage = encoded.emulation().before(new StreamValidator(fold));
    events(frames).forEach(stage);
    return fold.toResponse().candidates().getFirst();
  }

  private static SseFrame[] call(String name, String fragment) {
    return new SseFrame[] {
      frame("messageStart", quoted("{'role':'assistant'}")),
      frame(
          "contentBlockStart",
          quoted(
              "{'contentBlockIndex':0,'start':{'toolUse':{'toolUseId':'c','name':'"
                  + name
                  + "'}}}")),
      frame(
          "contentBlockDelta",
          "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":" + fragment + "}}}"),
      frame("contentBlockStop", quoted("{'contentBlockIndex':0}")),
      frame("messageStop", quoted("{'stopReason':'tool_use'}"))
    };
  }

  @Test
  @Tag("pitfall-62")
  @Tag("pitfall-66")
  void aSchemaIsAStringOfClosedObjects() {
    // When: future-agi#411
    Encoded encoded = encoded(bySchema(""), BUDGET);
    JsonNode format = body(bySchema("")).at("/outputConfig/textFormat");

    // Then
    assertThat(format.get("type").asString()).isEqualTo("json_schema");
    assertThat(format.at("/structure/jsonSchema/name").asString()).isEqualTo("n");
    assertThat(tree(format.at("/structure/jsonSchema/schema").asString()))
        .isEqualTo(
            tree(
                quoted(
                    "{'type':'object','properties':{'a':{'type':'integer',"
                        + "'description':'Constraints: minimum 1'}},'additionalProperties':false}")));
    assertThat(encoded.dropped())
        .containsExactly(
            Dropped.advisory("response_format", "asked for in descriptions only: minimum"));
    assertThat(encoded.emulation().outputTool()).isNull();
  }

  @Test
  @Tag("pitfall-65")
  void aModelWithoutSchemasCallsAHiddenToolWhoseCallIsTheText() {
    // When: vercel/ai#6577
    Encoded encoded = encoded(bySchema(""), NOVA);
    JsonNode config = body(bySchema(""), NOVA).get("toolConfig");

    // Then
    assertThat(config.at("/tools/0/toolSpec/inputSchema/json")).isEqualTo(tree(quoted(SCHEMA)));
    assertThat(config.get("toolChoice"))
        .isEqualTo(tree(quoted("{'tool':{'name':'structured_output'}}")));
    Candidate whole =
        whole(encoded, "{'toolUse':{'toolUseId':'c','name':'structured_output','input':{'a':1}}}");
    Candidate streamed = streamed(encoded, call("structured_output", "\"{\\\"a\\\":1}\""));
    assertThat(whole.content()).containsExactly(Text.of("{\"a\":1}"));
    assertThat(whole.stop().kind()).isEqualTo(Kind.END_TURN);
    assertThat(streamed.content()).isEqualTo(whole.content());
    assertThat(streamed.stop().kind()).isEqualTo(Kind.END_TURN);
  }

  @Test
  void besideToolsAndWhereNoToolCanBeForcedTheSchemaIsAskedForInWords() {
    // Given
    String tools = ",'tools':[{'type':'function','function':{'name':'f'}}]";

    // Then
    assertInWords(bySchema(tools), NOVA);
    assertInWords(bySchema(""), UNKNOWN);
  }

  private static void assertInWords(ChatRequest request, String model) {
    Encoded encoded = encoded(request, model);
    assertThat(body(request, model).at("/system/0/text").asString())
        .contains("JSON Schema")
        .endsWith(quoted(SCHEMA));
    assertThat(encoded.emulation().outputTool()).isNull();
    assertThat(paths(encoded)).containsExactly("response_format");
  }

  @Test
  void oneObjectOfAnyFormIsAskedForInWords() {
    // When
    JsonNode body = body(asking("'response_format':{'type':'json_object'}"));

    // Then
    assertThat(body.at("/system/0/text").asString()).startsWith("Answer with one JSON object");
    assertThat(body.has("outputConfig")).isFalse();
  }

  @Test
  void aStrictToolIsClosedAndTheRootOfAnyIsOneObject() {
    // Given
    String strict =
        "'tools':[{'type':'function','function':{'name':'f','strict':true,'parameters':"
            + SCHEMA
            + "}}]";
    String choice =
        "'tools':[{'type':'function','function':{'name':'f','parameters':{'anyOf':["
            + "{'type':'object','properties':{'a':{'type':'string'}}},"
            + "{'type':'object','properties':{'b':{'type':'string'}}}]}}}]";

    // When
    JsonNode held = body(asking(strict)).at("/toolConfig/tools/0/toolSpec");
    JsonNode flat = body(asking(choice)).at("/toolConfig/tools/0/toolSpec/inputSchema/json");

    // Then
    assertThat(held.get("strict").asBoolean()).isTrue();
    assertThat(held.at("/inputSchema/json/additionalProperties").asBoolean(true)).isFalse();
    assertThat(flat.get("type").asString()).isEqualTo("object");
    assertThat(flat.get("properties").propertyNames()).containsExactly("a", "b");
    assertThat(flat.has("anyOf")).isFalse();
  }

  @Test
  @Tag("pitfall-48")
  void aRawTextToolIsAFunctionOfOneTextAndItsCallsAreRawText() {
    // Given: antirez/ds4#745
    ChatRequest request =
        asking("'tools':[{'type':'custom','custom':{'name':'patch','description':'Edits.'}}]");

    // When
    Encoded encoded = encoded(request, BUDGET);
    JsonNode spec = body(request).at("/toolConfig/tools/0/toolSpec");

    // Then
    assertThat(spec.get("name").asString()).isEqualTo("patch");
    assertThat(spec.at("/inputSchema/json/properties/input/type").asString()).isEqualTo("string");
    Candidate whole =
        whole(encoded, "{'toolUse':{'toolUseId':'c','name':'patch','input':{'input':'+ x'}}}");
    assertThat(whole.content())
        .singleElement()
        .isInstanceOfSatisfying(
            ToolCall.class,
            made -> {
              assertThat(made.freeform()).isTrue();
              assertThat(made.arguments().text()).isEqualTo("\"+ x\"");
            });
    assertThat(streamed(encoded, call("patch", "\"{\\\"input\\\":\\\"+ x\\\"}\"")).content())
        .isEqualTo(whole.content());
  }

  @Test
  void aCallOfRawTextInTheHistoryIsACallOfItsFunction() {
    // When
    JsonNode body =
        body(
            chat(
                quoted(
                    "{'model':'m','tools':[{'type':'custom','custom':{'name':'patch'}}],"
                        + "'messages':[{'role':'user','content':'x'},{'role':'assistant',"
                        + "'tool_calls':[{'id':'c','type':'custom','custom':{'name':'patch',"
                        + "'input':'+ x'}}]},{'role':'tool','tool_call_id':'c','content':'ok'}]}")));

    // Then
    assertThat(body.at("/messages/1/content/0/toolUse/input"))
        .isEqualTo(tree(quoted("{'input':'+ x'}")));
  }
}
