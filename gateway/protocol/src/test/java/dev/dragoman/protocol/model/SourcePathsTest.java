package dev.dragoman.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SourcePathsTest {
  private static final SourcePaths PATHS =
      new SourcePaths(
          Map.of(RequestField.SYSTEM, "messages", RequestField.STOP_SEQUENCES, "stop"),
          List.of(NeutralPlace.of("messages", 0)),
          List.of(NeutralPlace.of("messages", 5)),
          List.of());

  private static ChatRequest request(SourcePaths paths) {
    return new ChatRequest(
        "m",
        List.of(Message.text(Role.USER, "q")),
        List.of(),
        List.of(),
        null,
        null,
        Sampling.NONE,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        false,
        false,
        Identity.NONE,
        null,
        null,
        Extensions.NONE,
        paths);
  }

  @Test
  void aPlaceIsTheClientsAndNotTheNeutralOne() {
    assertThat(PATHS.system(0).path()).isEqualTo("messages[0]");
    assertThat(PATHS.message(0).block(2).path("name")).isEqualTo("messages[5].content[2].name");
    assertThat(PATHS.tool(1).path("x")).isEqualTo("tools[1].x");
    assertThat(PATHS.of(RequestField.STOP_SEQUENCES)).isEqualTo("stop");
    assertThat(PATHS.of(RequestField.MAX_OUTPUT_TOKENS)).isEqualTo("max_tokens");
  }

  @Test
  void aRequestThatNoClientWroteHasNeutralPlaces() {
    // When
    ChatRequest moved = ChatRequest.of("m", List.of()).withConversation(List.of(), List.of());

    // Then
    assertThat(moved.paths().system(3).path()).isEqualTo("system[3]");
    assertThat(moved.paths().message(1).block(0).block(2).path("x"))
        .isEqualTo("messages[1].content[0].content[2].x");
  }

  /** A wrong position would send the client to a part that is in order. */
  @Test
  void ofMovedPartsOnlyTheListIsTold() {
    // When
    SourcePaths moved =
        request(PATHS)
            .withConversation(List.of(), List.of())
            .withTools(List.of(FunctionTool.of("f", null, null)), null)
            .paths();

    // Then
    assertThat(moved.system(0).path()).isEqualTo("messages");
    assertThat(moved.message(0).block(1).path("name")).isEqualTo("messages");
    assertThat(moved.tool(0).path()).isEqualTo("tools");
    assertThat(moved.of(RequestField.STOP_SEQUENCES)).isEqualTo("stop");
  }

  @Test
  void requestsThatAskTheSameAreEqualWhereverTheirPartsStood() {
    assertThat(request(PATHS)).isEqualTo(request(SourcePaths.NEUTRAL));
    assertThat(request(PATHS)).hasSameHashCodeAs(request(SourcePaths.NEUTRAL));
  }
}
