package dev.dragoman.protocol.envelope;

import static dev.dragoman.protocol.envelope.Keys.key;
import static dev.dragoman.protocol.envelope.Keys.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Dropped.Loss;
import dev.dragoman.protocol.codec.ReasoningControls;
import dev.dragoman.protocol.codec.ReasoningControls.Control;
import dev.dragoman.protocol.codec.ReasoningControls.State;
import dev.dragoman.protocol.codec.ThoughtCarrier;
import dev.dragoman.protocol.envelope.StateOpener.Opened;
import dev.dragoman.protocol.envelope.StateSealer.View;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** State is sealed in answers, opened in histories, and remembered for clients that drop it. */
final class StateTest {
  private static final ThoughtCarrier SIGNED_ONLY =
      new ThoughtCarrier(Set.of(Provider.ANTHROPIC), true);
  private static final Signature CLAUDE =
      new Signature(Provider.ANTHROPIC, "", "EqQB", Placement.THINKING);
  private static final Signature FOREIGN =
      new Signature(new Provider("openai"), "acc", "enc", Placement.THINKING);

  private final Envelopes envelopes = new Envelopes(ring(key("k1", 1)));

  private StateSealer sealer(boolean upstreamSigns, View view) {
    return new StateSealer(envelopes, new StateSealer.Sides(SIGNED_ONLY, upstreamSigns, view));
  }

  private List<StreamEvent> sealed(boolean upstreamSigns, View view, StreamEvent... events) {
    StateSealer sealer = sealer(upstreamSigns, view);
    List<StreamEvent> sealed = new ArrayList<>();
    for (StreamEvent event : events) {
      sealer.accept(event, sealed::add);
    }
    return sealed;
  }

  private static ChatResponse answer(ContentBlock block) {
    StopReason stop = StopReason.of(StopReason.Kind.END_TURN, null);
    return new ChatResponse(
        "c",
        "m",
        null,
        List.of(new Candidate(0, List.of(block), stop, null, Extensions.NONE)),
        Usage.UNKNOWN,
        null,
        null,
        null,
        Extensions.NONE);
  }

  private static ChatRequest said(ContentBlock... blocks) {
    return ChatRequest.of(
        "m", List.of(Message.text(Role.USER, "hi"), Message.of(Role.ASSISTANT, List.of(blocks))));
  }

  private static Reasoning asClientsSendIt(String text, String signature) {
    return Reasoning.of(text)
        .withSignature(new Signature(Provider.ANTHROPIC, "", signature, Placement.THINKING));
  }

  private static String envelopeIn(List<StreamEvent> events) {
    return events.stream()
        .filter(SignatureDelta.class::isInstance)
        .map(event -> ((SignatureDelta) event).signature().value())
        .findFirst()
        .orElse("");
  }

  @Test
  void textThatNobodySignedIsSealedAtItsEndAndCanBeShownFromItsStart() {
    // When
    List<StreamEvent> sealed =
        sealed(
            false,
            View.TEXT,
            new BlockStart(0, Reasoning.of("")),
            new ReasoningDelta(0, "h\ud83d", 0),
            new ReasoningDelta(0, "\ude00m", 0),
            new BlockStop(0));

    // Then
    assertThat(((BlockStart) sealed.getFirst()).empty())
        .isInstanceOfSatisfying(
            Reasoning.class,
            start -> assertThat(Signature.isOf(Provider.GATEWAY, start.signature())).isTrue());
    Opened opened =
        new StateOpener(envelopes)
            .opened(said(asClientsSendIt("h\ud83d\ude00m", envelopeIn(sealed))));
    assertThat(opened.lost()).isEmpty();
    assertThat(opened.request().messages().get(1).content())
        .containsExactly(
            Reasoning.of("h\ud83d\ude00m").withSignature(TextDigest.signatureOf("h\ud83d\ude00m")));
  }

  @Test
  void aSignatureOfTheClientsOwnFamilyPassesUntouched() {
    // Given
    StreamEvent[] events = {
      new BlockStart(0, Reasoning.of("")),
      new ReasoningDelta(0, "hm", 0),
      new SignatureDelta(0, CLAUDE),
      new BlockStop(0)
    };

    // Then
    assertThat(sealed(true, View.TEXT, events)).containsExactly(events);
  }

  @Test
  void aForeignSignatureIsSealed() {
    // When
    List<StreamEvent> sealed =
        sealed(
            true, View.TEXT, new BlockStart(0, Reasoning.of("")), new SignatureDelta(0, FOREIGN));

    // Then
    assertThat(envelopes.open(envelopeIn(sealed)).orElseThrow().signature()).isEqualTo(FOREIGN);
  }

  @Test
  void foreignStateOfTextThatIsNotShownIsSealedOnce() {
    // When
    List<StreamEvent> events =
        sealed(
            false,
            View.ENVELOPE,
            new BlockStart(0, Reasoning.of("")),
            new ReasoningDelta(0, "hidden", 0),
            new SignatureDelta(0, FOREIGN),
            new BlockStop(0));
    Reasoning whole = Reasoning.of("hidden").withSignature(FOREIGN);
    Reasoning shown =
        (Reasoning)
            sealer(false, View.ENVELOPE)
                .sealed(answer(whole))
                .candidates()
                .getFirst()
                .content()
                .getFirst();

    // Then
    assertThat(events).filteredOn(SignatureDelta.class::isInstance).hasSize(1);
    assertThat(events).noneMatch(ReasoningDelta.class::isInstance);
    assertThat(shown.text()).isEmpty();
    for (String envelope :
        List.of(envelopeIn(events), Objects.requireNonNull(shown.signature()).value())) {
      assertThat(envelopes.open(envelope)).get().extracting("signature").isEqualTo(FOREIGN);
    }
  }

  @Test
  void whatIsNotShownGetsNoEnvelope() {
    assertThat(
            sealed(
                false,
                View.NOTHING,
                new BlockStart(0, Reasoning.of("")),
                new ReasoningDelta(0, "hm", 0),
                new BlockStop(0)))
        .hasSize(3);
  }

  @Test
  void textThatTheClientDoesNotWantToSeeComesBackOutOfItsEnvelope() {
    // When: Claude Code sends display omitted and brings the block back unchanged
    List<StreamEvent> sealed =
        sealed(
            false,
            View.ENVELOPE,
            new BlockStart(0, Reasoning.of("")),
            new ReasoningDelta(0, "secret ", 0),
            new ReasoningDelta(0, "plan", 0),
            new BlockStop(0));

    // Then
    assertThat(sealed).noneMatch(ReasoningDelta.class::isInstance);
    Opened opened =
        new StateOpener(envelopes).opened(said(asClientsSendIt("", envelopeIn(sealed))));
    assertThat(opened.lost()).isEmpty();
    assertThat(opened.request().messages().get(1).content())
        .containsExactly(
            Reasoning.of("secret plan").withSignature(TextDigest.signatureOf("secret plan")));
  }

  @Test
  @Tag("pitfall-70")
  void anEnvelopeOfAnotherFleetIsTakenOutAndReported() {
    // Given
    String foreign =
        new Envelopes(ring(key("k1", 9))).seal(new Envelopes.Content(CLAUDE, null)).orElseThrow();

    // When
    Opened opened =
        new StateOpener(envelopes)
            .opened(said(Text.of("a"), asClientsSendIt("hm", foreign), Text.of("b")));

    // Then: nothing moved, and no envelope is left to be forwarded
    assertThat(opened.request().messages().get(1).content())
        .containsExactly(Text.of("a"), Reasoning.of("hm"), Text.of("b"));
    assertThat(opened.lost())
        .extracting(Dropped::path, Dropped::loss)
        .containsExactly(tuple("messages[1].content[1]", Loss.OPAQUE_STATE));
  }

  @Test
  @Tag("pitfall-70")
  void stateOfAnotherProviderKeepsItsName() {
    // Given
    String envelope = envelopes.seal(new Envelopes.Content(FOREIGN, "rs_1")).orElseThrow();

    // When
    Opened opened = new StateOpener(envelopes).opened(said(asClientsSendIt("", envelope)));

    // Then
    assertThat(opened.request().messages().get(1).content().getFirst())
        .isInstanceOfSatisfying(
            Reasoning.class,
            thought -> {
              assertThat(thought.signature()).isEqualTo(FOREIGN);
              assertThat(thought.itemId()).isEqualTo("rs_1");
            });
  }

  @Test
  void aTextThatWasChangedLosesItsSeal() {
    // Given
    String envelope =
        envelopes.seal(new Envelopes.Content(TextDigest.signatureOf("hm"), null)).orElseThrow();

    // When
    Opened opened = new StateOpener(envelopes).opened(said(asClientsSendIt("ham", envelope)));

    // Then
    assertThat(opened.lost()).hasSize(1);
    assertThat(opened.request().messages().get(1).content()).containsExactly(Reasoning.of("ham"));
  }

  @Test
  void aHistoryWithoutEnvelopesIsTheSameRequest() {
    // Given
    ChatRequest request = said(Reasoning.of("hm").withSignature(CLAUDE));

    // Then
    assertThat(new StateOpener(envelopes).opened(request).request()).isSameAs(request);
  }

  @Test
  void whatAClientDroppedIsPutBeforeItsCalls() {
    // Given
    ToolCall call = ToolCall.of("c1", "f", JsonText.EMPTY_OBJECT);
    Reasoning signed = Reasoning.of("hm").withSignature(CLAUDE);
    Map<String, List<Reasoning>> memory = Map.of("c1", List.of(signed, Reasoning.of("plain")));

    // When
    ChatRequest claude =
        RememberedState.restored(
            said(Text.of("t"), call), State.ANTHROPIC, id -> memory.getOrDefault(id, List.of()));
    ChatRequest text =
        RememberedState.restored(
            said(Text.of("t"), call), State.TEXT, id -> memory.getOrDefault(id, List.of()));

    // Then: each target gets what it wants, and paths are still the client's
    assertThat(claude.messages().get(1).content()).containsExactly(signed, Text.of("t"), call);
    assertThat(text.messages().get(1).content())
        .containsExactly(signed, Reasoning.of("plain"), Text.of("t"), call);
    assertThat(claude.paths().message(1).block(1).path()).isEqualTo("messages[1].content[0]");
  }

  @Test
  void whatAClientBringsBackIsNotRepeated() {
    // Given
    ChatRequest request =
        said(
            Reasoning.of("hm").withSignature(CLAUDE),
            ToolCall.of("c1", "f", JsonText.EMPTY_OBJECT));

    // Then
    assertThat(
            RememberedState.restored(
                request, State.ANTHROPIC, id -> List.of(Reasoning.of("x").withSignature(CLAUDE))))
        .isSameAs(request);
  }

  @Test
  void redactedThinkingIsRestoredToo() {
    // Given
    Reasoning redacted =
        new Reasoning("", List.of(), Reasoning.Kind.REDACTED, CLAUDE, null, null, Extensions.NONE);

    // When
    ChatRequest restored =
        RememberedState.restored(
            said(ToolCall.of("c1", "f", JsonText.EMPTY_OBJECT)),
            State.ANTHROPIC,
            id -> List.of(redacted));

    // Then
    assertThat(restored.messages().get(1).content().getFirst()).isEqualTo(redacted);
  }

  private static ReasoningControls controls(Control control, State state) {
    return new ReasoningControls(control, Set.of(), null, null, state, false);
  }

  private static ChatRequest loop(@Nullable ReasoningConfig reasoning) {
    Message user = Message.text(Role.USER, "hi");
    return ChatRequest.of(
            "m",
            List.of(
                user,
                called("a1", "a2"),
                called("b1", "b2"),
                Message.of(Role.ASSISTANT, List.of(Text.of("no call"))),
                Message.of(
                    Role.ASSISTANT,
                    List.of(Reasoning.of("brought").withSignature(CLAUDE), call("c1"))),
                called("d1")))
        .withReasoning(reasoning);
  }

  private static Message called(String... ids) {
    return Message.of(Role.ASSISTANT, Stream.of(ids).<ContentBlock>map(StateTest::call).toList());
  }

  private static ToolCall call(String id) {
    return ToolCall.of(id, "f", JsonText.EMPTY_OBJECT);
  }

  private static ReasoningConfig asked(Mode mode) {
    return new ReasoningConfig(mode, null, null, null, null, false, Extensions.NONE);
  }

  @Test
  void oneCallOfEachTurnWithoutThoughtsIsAskedFor() {
    // When: a call of the second turn is known, and the one with a thought needs none
    List<String> missing =
        RememberedState.missing(
            loop(null), controls(Control.SWITCH, State.TEXT), id -> id.equals("b2"));

    // Then
    assertThat(missing).containsExactly("a1", "d1");
  }

  @Test
  void nothingIsAskedForWhereTheTargetThinksNothingOrWantsNothingBack() {
    // Given
    ReasoningControls deepSeek = controls(Control.SWITCH, State.TEXT);
    ReasoningControls budget = controls(Control.BUDGET, State.ANTHROPIC);
    ReasoningControls adaptive = controls(Control.ADAPTIVE, State.ANTHROPIC);
    ReasoningControls none = controls(Control.EFFORT, State.NONE);

    // Then
    assertThat(RememberedState.missing(loop(asked(Mode.OFF)), deepSeek, _ -> false)).isEmpty();
    assertThat(RememberedState.missing(loop(asked(Mode.OFF)), adaptive, _ -> false)).isEmpty();
    assertThat(RememberedState.missing(loop(null), none, _ -> false)).isEmpty();
    assertThat(RememberedState.missing(loop(null), budget, _ -> false)).isEmpty();
    assertThat(RememberedState.missing(loop(asked(Mode.BUDGET)), budget, _ -> false))
        .containsExactly("a1", "b1", "d1");
    assertThat(RememberedState.missing(loop(null), adaptive, _ -> false))
        .containsExactly("a1", "b1", "d1");
  }
}
