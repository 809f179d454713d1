package dev.dragoman.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.StreamGrammar;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Signature.Placement;
import dev.dragoman.protocol.model.StopReason.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** The two directions between a whole answer and a streamed one. */
final class ResponseEventsProperties {
  private static final Signature SIGNATURE =
      new Signature(new Provider("anthropic"), "scope", "c2ln", Placement.THINKING);

  @Property
  @Tag("pitfall-149")
  void foldingTheEventsOfAnAnswerGivesTheAnswer(@ForAll("responses") ChatResponse response) {
    // Given
    ResponseFold fold = new ResponseFold();

    // When
    ResponseEvents.emit(response, fold);

    // Then
    assertThat(fold.toResponse()).isEqualTo(response);
  }

  @Property
  @Tag("pitfall-149")
  void theEventsOfAnAnswerPassTheValidatorUnchanged(@ForAll("responses") ChatResponse response) {
    // Given
    List<StreamEvent> events = new ArrayList<>();
    List<StreamEvent> validated = new ArrayList<>();

    // When
    ResponseEvents.emit(response, events::add);
    events.forEach(new StreamValidator(validated::add));

    // Then
    assertThat(validated).isEqualTo(events);
    StreamGrammar.assertWellFormed(events);
  }

  @Provide
  Arbitrary<ChatResponse> responses() {
    Arbitrary<List<Candidate>> candidates =
        blocks().list().ofMaxSize(5).list().ofMinSize(1).ofMaxSize(3).map(this::candidates);
    return Combinators.combine(
            Arbitraries.strings().injectNull(0.2),
            Arbitraries.strings().injectNull(0.2),
            Arbitraries.longs().between(0, 1L << 32).map(Instant::ofEpochSecond).injectNull(0.2),
            candidates,
            usages())
        .as((id, model, created, all, usage) ->
            new ChatResponse(id, model, created, all, usage, null, null, null, Extensions.NONE));
  }

  private List<Candidate> candidates(List<List<ContentBlock>> contents) {
    List<Candidate> candidates = new ArrayList<>();
    for (List<ContentBlock> content : contents) {
      boolean called = content.stream().anyMatch(ToolCall.class::isInstance);
      boolean text = content.stream().anyMatch(Text.class::isInstance);
      candidates.add(
          new Candidate(
              candidates.size(),
              content,
              StopReason.of(called ? Kind.TOOL_USE : Kind.END_TURN, "raw"),
              text ? new JsonText("{\"content\":[]}") : null,
              Extensions.NONE));
    }
    return candidates;
  }

  private static Arbitrary<ContentBlock> blocks() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(20);
    Arbitrary<@Nullable Signature> signature = Arbitraries.just(SIGNATURE).injectNull(0.5);
    Citation citation =
        new Citation("https://x.test", null, 0, 1, ProtocolId.ANTHROPIC, JsonText.EMPTY_OBJECT);
    return Arbitraries.oneOf(
        text.map(t -> new Text(t, List.of(citation), null, null, Extensions.NONE)),
        text.map(Text::of),
        text.map(Refusal::of),
        Combinators.combine(text, signature).as(ResponseEventsProperties::thought),
        text.list().ofMaxSize(3).map(ResponseEventsProperties::summary),
        arguments().map(json -> ToolCall.of("call_1", "f", json)),
        arguments().map(json -> serverCall(json)),
        Arbitraries.just(
            new Opaque(ProtocolId.ANTHROPIC, "new", JsonText.EMPTY_OBJECT, null, Extensions.NONE)));
  }

  private static ContentBlock thought(String text, @Nullable Signature signature) {
    return new Reasoning(
        text, List.of(), Reasoning.Kind.FULL, signature, null, null, Extensions.NONE);
  }

  private static ContentBlock summary(List<String> parts) {
    return new Reasoning(
        String.join("\n\n", parts),
        parts,
        Reasoning.Kind.SUMMARY,
        SIGNATURE,
        "rs_1",
        null,
        Extensions.NONE);
  }

  private static ContentBlock serverCall(JsonText input) {
    return new ServerToolCall(
        "srv_1", "server_tool_use", "web_search", input, null, Extensions.NONE);
  }

  private static Arbitrary<JsonText> arguments() {
    return Arbitraries.strings()
        .ofMaxLength(10)
        .map(JsonText::ofString)
        .list()
        .ofMaxSize(3)
        .map(values -> {
          List<String> members = new ArrayList<>();
          values.forEach(value -> members.add("\"m" + members.size() + "\":" + value));
          return new JsonText("{" + String.join(",", members) + "}");
        });
  }

  private static Arbitrary<Usage> usages() {
    Arbitrary<@Nullable Long> count = Arbitraries.longs().between(0, 1_000_000).injectNull(0.3);
    return Combinators.combine(count, count, count, count)
        .as((input, read, output, reasoning) ->
            new Usage(
                input, read, null, null, null, null, output, reasoning, null, null, Map.of(),
                null));
  }
}
