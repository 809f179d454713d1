package dev.dragoman.protocol.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.normalise.OutputPlan.NativeSchema;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Source: protocols.md 2.8, "G parameters". */
final class OpenApiSchemaTest {
  private static NativeSchema converted(String quoted) {
    return Objects.requireNonNull(OpenApiSchema.of(new JsonText(quoted.replace('\'', '"'))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':['string','null']} | {'type':'STRING','nullable':true}",
        "{'type':['string','integer']} | {'anyOf':[{'type':'STRING'},{'type':'INTEGER'}]}",
        "{'const':'x'} | {'type':'STRING','enum':['x']}",
        "{'type':'integer','enum':[1,2]} | {'type':'STRING','enum':['1','2']}",
        "{'oneOf':[{'type':'string'},{'type':'null'}]} | {'nullable':true,'anyOf':[{'type':'STRING'}]}",
        "{'type':'array'} | {'type':'ARRAY','items':{'type':'STRING'}}",
        "{'type':'string','format':'uuid'} | {'type':'STRING'}",
        "{'type':'string','format':'date-time'} | {'type':'STRING','format':'date-time'}",
        "{'type':'object','properties':{'format':{'type':'string'},'$ref':{'type':'string'}}} |"
            + " {'type':'OBJECT','properties':{'format':{'type':'STRING'},'$ref':{'type':'STRING'}}}",
        "{'type':'object','properties':{'a':{}},'required':['a','b']} |"
            + " {'type':'OBJECT','properties':{'a':{'type':'OBJECT'}},'required':['a']}",
        "{'$defs':{'n':{'type':'integer'}},'type':'object','properties':{'a':{'$ref':'#/$defs/n'}}} |"
            + " {'type':'OBJECT','properties':{'a':{'type':'INTEGER'}}}",
        "{'allOf':[{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},"
            + "{'properties':{'b':{'type':'string'}},'required':['b']}]} |"
            + " {'type':'OBJECT','properties':{'a':{'type':'STRING'},'b':{'type':'STRING'}},'required':['a','b']}"
      })
  @Tag("pitfall-54")
  @Tag("pitfall-55")
  @Tag("pitfall-57")
  @Tag("pitfall-59")
  @Tag("pitfall-60")
  void everyKeywordHasItsForm(String given, String expected) {
    assertThat(JsonMapper.shared().readTree(converted(given).schema().text()))
        .isEqualTo(JsonMapper.shared().readTree(expected.replace('\'', '"')));
  }

  @Test
  @Tag("pitfall-56")
  void aReferenceThatLeadsBackIsCutToAnObject() {
    // When
    NativeSchema schema = converted("{'type':'object','properties':{'next':{'$ref':'#'}}}");

    // Then
    assertThat(schema.schema().text()).endsWith("{\"type\":\"OBJECT\"}}}}}".substring(2));
  }

  @Test
  void whatIsLeftOutIsNamed() {
    assertThat(converted("{'type':'integer','multipleOf':5,'exclusiveMinimum':0}").notEnforced())
        .isEqualTo("left out: exclusiveMinimum, multipleOf");
    assertThat(converted("{'type':'integer','minimum':5}").notEnforced()).isNull();
  }

  @Test
  void referencesThatMultiplyAreBounded() {
    // Given: thirty definitions, each of which holds the next twice
    StringBuilder schema =
        new StringBuilder("{'type':'object','properties':{'a':{'$ref':'#/$defs/d0'}},'$defs':{");
    for (int i = 0; i < 30; i++) {
      String next = "{'$ref':'#/$defs/d" + (i + 1) + "'}";
      schema.append(
          "'d" + i + "':{'type':'object','properties':{'l':" + next + ",'r':" + next + "}},");
    }
    schema.append("'d30':{'type':'string'}}}");

    // Then
    assertThat(converted(schema.toString()).schema().text()).hasSizeLessThan(4_000_000);
  }
}
