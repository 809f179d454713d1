package dev.dragoman.protocol.gemini;

import static dev.dragoman.protocol.gemini.Gemini.BUDGET;
import static dev.dragoman.protocol.gemini.Gemini.OLD;
import static dev.dragoman.protocol.gemini.Gemini.PRO;
import static dev.dragoman.protocol.gemini.Gemini.body;
import static dev.dragoman.protocol.gemini.Gemini.chat;
import static dev.dragoman.protocol.gemini.Gemini.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Source: protocols.md 2.8; "Structured output" on ai.google.dev. */
final class GeminiOutputTest {
  private static final String SCHEMA =
      "{'type':'object','properties':{'a':{'type':'integer'}},'required':['a'],"
          + "'additionalProperties':false}";

  private static final String FORMAT =
      "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':" + SCHEMA + "}}";

  private static final String TOOL =
      ",'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object'}}}]";

  @Test
  void aSchemaIsSentAsItIsOrAsOpenApiHasIt() {
    assertThat(body(chat(FORMAT)).get("generationConfig"))
        .isEqualTo(
            tree("{'responseMimeType':'application/json','responseJsonSchema':" + SCHEMA + "}"));
    assertThat(body(chat(FORMAT), OLD).get("generationConfig"))
        .isEqualTo(
            tree(
                "{'responseMimeType':'application/json','responseSchema':{'type':'OBJECT',"
                    + "'properties':{'a':{'type':'INTEGER'}},'required':['a']}}"));
  }

  @Test
  void besideFunctionsOlderModelsAreAskedInWords() {
    // When
    JsonNode newer = body(chat(FORMAT + TOOL), PRO);
    JsonNode older = body(chat(FORMAT + TOOL), BUDGET);

    // Then
    assertThat(newer.at("/generationConfig/responseJsonSchema").isObject()).isTrue();
    assertThat(older.has("generationConfig")).isFalse();
    assertThat(older.at("/systemInstruction/parts/0/text").asString())
        .startsWith("Answer with JSON that fits the JSON Schema below");
  }

  @Test
  void anyObjectIsAMimeType() {
    assertThat(body(chat("'response_format':{'type':'json_object'}")).get("generationConfig"))
        .isEqualTo(tree("{'responseMimeType':'application/json'}"));
  }
}
