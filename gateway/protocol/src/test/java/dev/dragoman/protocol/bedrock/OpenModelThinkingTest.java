package dev.dragoman.protocol.bedrock;

import static dev.dragoman.protocol.bedrock.Converse.body;
import static dev.dragoman.protocol.bedrock.Converse.chat;
import static dev.dragoman.protocol.bedrock.Converse.encoded;
import static dev.dragoman.protocol.bedrock.Converse.paths;
import static dev.dragoman.protocol.bedrock.Converse.quoted;
import static dev.dragoman.protocol.bedrock.Converse.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.ChatRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: Bedrock user guide, OpenAI models. */
final class OpenModelThinkingTest {
  private static final String MODEL = "openai.gpt-oss-120b-1:0";

  private static ChatRequest effort(String word) {
    return chat(
        quoted(
            "{'model':'m','reasoning_effort':'"
                + word
                + "','messages':[{'role':'user','content':'x'}]}"));
  }

  @ParameterizedTest
  @CsvSource({"low,low", "high,high", "xhigh,high", "none,low"})
  void theEffortIsAFieldOfTheModelsOwn(String asked, String sent) {
    assertThat(body(effort(asked), MODEL).get("additionalModelRequestFields"))
        .isEqualTo(tree(quoted("{'reasoning_effort':'" + sent + "'}")));
  }

  @Test
  void thinkingThatCannotBeSwitchedOffIsTold() {
    assertThat(paths(encoded(effort("none"), MODEL))).containsExactly("reasoning_effort");
    assertThat(paths(encoded(effort("low"), MODEL))).isEmpty();
  }
}
