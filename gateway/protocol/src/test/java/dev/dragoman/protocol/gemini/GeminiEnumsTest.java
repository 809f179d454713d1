package dev.dragoman.protocol.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ResponseFold;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Enums of the OpenAPI subset are of strings alone. Source: protocols.md 2.8 and 5, 58. */
final class GeminiEnumsTest {
  private static Encoded asked(String properties, String model) {
    return Gemini.encoded(
        Gemini.askedWith(
            "'tools':[{'name':'f','input_schema':{'type':'object','properties':{"
                + properties
                + "},'$defs':{'level':{'enum':[7,8]}}}}]"),
        model);
  }

  private static String called(String arguments) {
    return Gemini.parts("{'functionCall':{'name':'f','args':" + arguments + "}}");
  }

  private static JsonText whole(Encoded asked, String arguments) {
    ChatResponse answer =
        asked.emulation().applied(asked.toolNames().restored(Gemini.answer(called(arguments))));
    return ((ToolCall) answer.candidates().getFirst().content().getFirst()).arguments();
  }

  private static JsonText streamed(Encoded asked, String arguments) {
    ResponseFold fold = new ResponseFold();
    Gemini.events(called(arguments), Gemini.stop("STOP")).stream()
        .map(asked.toolNames()::restored)
        .forEach(asked.emulation().before(fold));
    return ((ToolCall) fold.toResponse().candidates().getFirst().content().getFirst()).arguments();
  }

  @ParameterizedTest
  @Tag("pitfall-58")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a':{'type':'integer','enum':[1,2]} | {'a':'1'} | {'a':1}",
        "'a':{'type':'number','enum':[1.0,2.5]} | {'a':'1.0'} | {'a':1.0}",
        "'a':{'const':3} | {'a':'3'} | {'a':3}",
        "'a':{'enum':[true,null]} | {'a':'true'} | {'a':true}",
        "'a':{'type':'array','items':{'enum':[1,2]}} | {'a':['1','2']} | {'a':[1,2]}",
        "'a':{'type':'object','properties':{'b':{'enum':[1]}}} | {'a':{'b':'1','c':'1'}} |"
            + " {'a':{'b':1,'c':'1'}}",
        "'a':{'$ref':'#/$defs/level'} | {'a':'7'} | {'a':7}",
        "'a':{'anyOf':[{'enum':[1]},{'type':'null'}]} | {'a':'1'} | {'a':1}",
        "'a':{'enum':[1,2]},'s':{'type':'string'} | {'a':'9','s':'1'} | {'a':'9','s':'1'}",
        "'a':{'enum':[1,'1']} | {'a':'1'} | {'a':'1'}",
        "'a':{'enum':['x','y']} | {'a':'x'} | {'a':'x'}"
      })
  void valuesOfEnumsComeBackAsTheyAreListed(String properties, String said, String expected) {
    // Given
    Encoded asked = asked(properties, Gemini.OLD);
    JsonText arguments = new JsonText(expected.replace('\'', '"'));

    // Then
    assertThat(whole(asked, said)).isEqualTo(arguments);
    assertThat(streamed(asked, said)).isEqualTo(arguments);
  }

  @Test
  @Tag("pitfall-58")
  void enumsOfNumbersAreSentAsStrings() {
    // When
    String sent = Gemini.sent(asked("'a':{'type':'integer','enum':[1,2]}", Gemini.OLD));

    // Then
    assertThat(sent).contains("\"a\":{\"type\":\"STRING\",\"enum\":[\"1\",\"2\"]}");
  }

  @Test
  void aModelThatTakesJsonSchemaGetsTheEnumAsItIs() {
    // When
    Encoded asked = asked("'a':{'type':'integer','enum':[1,2]}", Gemini.PRO);

    // Then
    assertThat(Gemini.sent(asked)).contains("\"enum\":[1,2]");
    assertThat(whole(asked, "{'a':1}")).isEqualTo(new JsonText("{\"a\":1}"));
  }
}
