package dev.dragoman.protocol.bedrock;

import static dev.dragoman.protocol.bedrock.Converse.BUDGET;
import static dev.dragoman.protocol.bedrock.Converse.UNKNOWN;
import static dev.dragoman.protocol.bedrock.Converse.body;
import static dev.dragoman.protocol.bedrock.Converse.quoted;
import static dev.dragoman.protocol.bedrock.Converse.saying;
import static dev.dragoman.protocol.bedrock.Converse.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.ChatRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Sources: {@code ToolResultBlock} in the Bedrock API reference, browser-use#710. */
final class PlainResultsTest {
  private static ChatRequest answering(String results) {
    return saying(
        quoted(
            "{'role':'user','content':'go'},{'role':'assistant','content':["
                + "{'type':'tool_use','id':'a','name':'f','input':{}},"
                + "{'type':'tool_use','id':'b','name':'f','input':{}}]},"
                + "{'role':'user','content':["
                + results
                + "]}"));
  }

  private static JsonNode sent(String results, String model) {
    return body(answering(results), model).at("/messages/2/content");
  }

  @Test
  void textBesideResultsMovesIntoTheLastOne() {
    // Given
    String results =
        "{'type':'tool_result','tool_use_id':'a','content':'one'},"
            + "{'type':'tool_result','tool_use_id':'b','content':'two'},"
            + "{'type':'text','text':'well?'}";

    // Then
    assertThat(sent(results, UNKNOWN))
        .isEqualTo(
            tree(
                quoted(
                    "[{'toolResult':{'toolUseId':'a','content':[{'text':'one'}]}},"
                        + "{'toolResult':{'toolUseId':'b','content':[{'text':'two'},"
                        + "{'text':'well?'}]}}]")));
    assertThat(sent(results, BUDGET).get(2)).isEqualTo(tree(quoted("{'text':'well?'}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'content':'boom'|[{'text':'Error: boom'}]",
        "'content':'Error: boom'|[{'text':'Error: boom'}]",
        "'content':''|[{'text':'Error:'}]"
      })
  void aFailureIsToldInWords(String content, String expected) {
    // When
    JsonNode result =
        sent(
                "{'type':'tool_result','tool_use_id':'a','is_error':true,"
                    + content
                    + "},{'type':'tool_result','tool_use_id':'b','content':'two'}",
                UNKNOWN)
            .at("/0/toolResult");

    // Then
    assertThat(result.get("content")).isEqualTo(tree(quoted(expected)));
    assertThat(result.has("status")).isFalse();
  }
}
