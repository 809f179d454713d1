package dev.dragoman.protocol.conversations;

import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import java.util.ArrayList;
import java.util.List;

/**
 * What every protocol can say of an answer's first candidate. Bounds of blocks, places of thoughts
 * and their state are told differently, or not at all; the golden files show how.
 *
 * @param said visible text
 * @param refused text of refusals, which some protocols have as text
 * @param thought text of reasoning
 * @param calls id, name and arguments of each call
 */
record Gist(String said, String refused, String thought, List<List<String>> calls) {
  static Gist of(ChatResponse response) {
    StringBuilder said = new StringBuilder();
    StringBuilder refused = new StringBuilder();
    StringBuilder thought = new StringBuilder();
    List<List<String>> calls = new ArrayList<>();
    for (ContentBlock block : response.candidates().getFirst().content()) {
      switch (block) {
        case Text text -> said.append(text.text());
        case Refusal refusal -> refused.append(refusal.text());
        case Reasoning reasoning -> thought.append(reasoning.text());
        case ToolCall call -> calls.add(called(call));
        default -> {}
      }
    }
    return new Gist(said.toString(), refused.toString(), thought.toString(), calls);
  }

  private static List<String> called(ToolCall call) {
    return List.of(call.id(), call.name(), call.arguments().text());
  }

  /** Without calls whose arguments were cut: Gemini has no form for what is no object. */
  Gist withoutBrokenCalls() {
    List<List<String>> whole =
        calls.stream().filter(call -> !call.getLast().startsWith("{\"_raw\":")).toList();
    return new Gist(said, refused, thought, whole);
  }

  /** With refusals as text where {@code sent} has them as content, else without. */
  Gist asFarAs(Gist sent) {
    return new Gist(sent.refused.isEmpty() ? said : said + refused, "", thought, calls);
  }
}
