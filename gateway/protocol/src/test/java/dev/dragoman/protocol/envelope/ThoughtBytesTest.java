package dev.dragoman.protocol.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thoughts come back from a store as they were, or not at all. */
final class ThoughtBytesTest {
  @Test
  void everythingOfAThoughtComesBack() {
    // Given
    Signature signature =
        new Signature(Provider.ANTHROPIC, "scope", "EqQB/1+=\"\\", Placement.TOOL_CALL);
    Extensions extensions =
        Extensions.of(
            ProtocolId.OPENAI_CHAT, Map.of("reasoning_details", new JsonText("[{\"n\":1.0}]")));
    List<Reasoning> thoughts =
        List.of(
            new Reasoning(
                "é \ud83d\ude00\n\u0000",
                List.of("one", ""),
                Reasoning.Kind.SUMMARY,
                signature,
                "rs_1",
                null,
                extensions),
            new Reasoning(
                "",
                List.of(),
                Reasoning.Kind.REDACTED,
                new Signature(Provider.ANTHROPIC, "", "EmwK", Placement.THINKING),
                null,
                null,
                Extensions.NONE),
            Reasoning.of("plain"));

    // When
    List<Reasoning> read = ThoughtBytes.read(ThoughtBytes.of(thoughts));

    // Then
    assertThat(read).isEqualTo(thoughts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{\"thoughts\":[]}",
        "{\"version\":2,\"thoughts\":[]}",
        "{\"version\":1}",
        "{\"version\":1,\"thoughts\":[{\"text\":\"t\",\"summary\":[],\"kind\":\"NEW\",\"ext\":{}}]}",
        "{\"version\":1,\"thoughts\":[{\"text\":\"t\",\"summary\":[1],\"kind\":\"FULL\",\"ext\":{}}]}",
        "{\"version\":1,\"thoughts\":[{\"text\":\"t\",\"summary\":[],\"kind\":\"FULL\",\"ext\":{},"
            + "\"signature\":{\"provider\":\"p\",\"scope\":\"\",\"value\":\"v\",\"placement\":\"X\"}}]}"
      })
  void whatIsNotUnderstoodIsNoThought(String bytes) {
    assertThat(ThoughtBytes.read(bytes.getBytes(UTF_8))).isEmpty();
  }
}
