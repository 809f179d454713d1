package dev.dragoman.conformance.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A judge that accepts everything would be worse than none. */
class JudgeTest {
  private static final String ANTHROPIC =
      """
      {"model":"claude-sonnet-4-5","max_tokens":64,"stream":true,
       "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral","ttl":"1h"}}],
       "messages":[
         {"role":"user","content":"Weather in Rome?"},
         {"role":"assistant","content":[
           {"type":"text","text":"I look."},
           {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Rome","deep":{"x":1}}}]},
         {"role":"user","content":[
           {"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"20 C"}]}]}],
       "tools":[{"name":"weather","description":"Weather.","input_schema":
         {"type":"object","properties":{"city":{"type":"string","minLength":1}},"required":["city"],
          "additionalProperties":false,"$schema":"http://json-schema.org/draft-07/schema#"}}],
       "tool_choice":{"type":"auto","disable_parallel_tool_use":true},
       "metadata":{"user_id":"u"},"stop_sequences":["END"]}
      """;

  private static final String OPENAI =
      """
      {"model":"gpt-4.1-mini","max_completion_tokens":64,"stream":true,
       "stream_options":{"include_usage":true},"temperature":0.5,
       "messages":[
         {"role":"system","content":"Be brief."},
         {"role":"user","content":[{"type":"text","text":"Weather in Rome?"}]},
         {"role":"assistant","content":null,"tool_calls":[
           {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"call_1","content":"20 C"}],
       "tools":[{"type":"function","function":{"name":"weather","strict":false,"parameters":
         {"type":"object","properties":{"city":{"type":"string"}}}}}],
       "tool_choice":{"type":"function","function":{"name":"weather"}},
       "parallel_tool_calls":false}
      """;

  @Test
  void completeRequestsAreAccepted() {
    assertThat(Judge.ANTHROPIC_REQUEST.judge(utf8(ANTHROPIC)).faults()).isEmpty();
    assertThat(Judge.OPENAI_REQUEST.judge(utf8(OPENAI)).faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"max_tokens\":64 -> \"max_tokens\":64,\"frequency_penalty\":0",
        "\"ttl\":\"1h\" -> \"ttl\":\"1h\",\"scope\":\"x\"",
        "\"name\":\"weather\",\"input\" -> \"name\":\"weather\",\"arguments\":\"{}\",\"input\"",
        "\"tool_use_id\":\"toolu_1\" -> \"tool_use_id\":\"toolu_1\",\"tool_call_id\":\"toolu_1\"",
        "\"text\":\"20 C\" -> \"text\":\"20 C\",\"annotations\":[]",
        "\"user_id\":\"u\" -> \"user_id\":\"u\",\"team\":\"t\"",
        "\"description\":\"Weather.\" -> \"description\":\"Weather.\",\"parameters\":{}",
        "\"max_tokens\":64 -> \"max_tokens\":\"64\"",
        "\"max_tokens\":64, -> ",
        "\"type\":\"tool_use\" -> \"type\":\"tool_call\"",
        "\"role\":\"assistant\" -> \"role\":\"developer\"",
        "\"type\":\"auto\" -> \"type\":\"required\"",
        "\"stream\":true -> \"stream\":\"yes\"",
        "\"text\":\"I look.\" -> \"text\":null",
      })
  void anAnthropicRequestWithAFaultIsRefused(String change) {
    // When
    Verdict verdict = Judge.ANTHROPIC_REQUEST.judge(utf8(changed(ANTHROPIC, change)));

    // Then
    assertThat(verdict.accepted()).as(change).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"temperature\":0.5 -> \"temperature\":0.5,\"top_k\":3",
        "\"include_usage\":true -> \"include_usage\":true,\"include_cost\":true",
        "\"id\":\"call_1\" -> \"id\":\"call_1\",\"index\":0",
        "\"arguments\":\"{}\" -> \"arguments\":\"{}\",\"input\":{}",
        "\"tool_call_id\":\"call_1\" -> \"tool_call_id\":\"call_1\",\"name\":\"weather\"",
        "\"strict\":false -> \"strict\":false,\"input_schema\":{}",
        "\"text\":\"Weather in Rome?\" -> \"text\":\"?\",\"cache_control\":{\"type\":\"ephemeral\"}",
        "\"arguments\":\"{}\" -> \"arguments\":{}",
        "\"content\":\"20 C\" -> \"content\":20",
        "\"role\":\"system\" -> \"role\":\"narrator\"",
        "\"parallel_tool_calls\":false -> \"parallel_tool_calls\":\"no\"",
        "\"model\":\"gpt-4.1-mini\", -> ",
      })
  void anOpenAiRequestWithAFaultIsRefused(String change) {
    // When
    Verdict verdict = Judge.OPENAI_REQUEST.judge(utf8(changed(OPENAI, change)));

    // Then
    assertThat(verdict.accepted()).as(change).isFalse();
  }

  @Test
  void samplingIsTakenByTheOlderVersionAlone() {
    // Given
    byte[] sampled = utf8(changed(ANTHROPIC, "\"max_tokens\":64 -> \"max_tokens\":64,\"top_p\":1"));

    // Then
    assertThat(Judge.ANTHROPIC_2023_REQUEST.judge(sampled).faults()).isEmpty();
    assertThat(Judge.ANTHROPIC_REQUEST.judge(sampled).faults())
        .containsExactly("unknown field top_p");
  }

  @Test
  void aFaultNamesItsPath() {
    // Given
    String change = "\"arguments\":\"{}\" -> \"arguments\":\"{}\",\"input\":{}";

    // When
    Verdict verdict = Judge.OPENAI_REQUEST.judge(utf8(changed(OPENAI, change)));

    // Then
    assertThat(verdict.faults())
        .anySatisfy(
            fault -> assertThat(fault).startsWith("unknown field messages").endsWith("input"));
  }

  private static String changed(String json, String change) {
    String[] parts = change.split(" -> ", -1);
    assertThat(json).as("the text to change").contains(parts[0]);
    return json.replace(parts[0], parts[1]);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
