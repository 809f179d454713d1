package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.memory.ThoughtMemory;
import dev.dragoman.protocol.codec.ReasoningControls;
import dev.dragoman.protocol.codec.ReasoningControls.State;
import dev.dragoman.protocol.envelope.Envelopes;
import dev.dragoman.protocol.envelope.KeyRing;
import dev.dragoman.protocol.envelope.RememberedState;
import dev.dragoman.protocol.envelope.StateOpener;
import dev.dragoman.protocol.envelope.StateOpener.Opened;
import dev.dragoman.protocol.envelope.StateSealer;
import dev.dragoman.protocol.model.ChatRequest;
import java.util.List;
import reactor.core.publisher.Mono;

/** How the reasoning state of one caller's conversation comes and goes (protocols.md 2.6). */
final class Thoughts {
  private final Envelopes envelopes;
  private final ThoughtMemory memory;
  private final String tenant;
  private final boolean recalls;

  private Thoughts(Envelopes envelopes, ThoughtMemory memory, String tenant, boolean recalls) {
    this.envelopes = envelopes;
    this.memory = memory;
    this.tenant = tenant;
    this.recalls = recalls;
  }

  /** Of {@code caller}, sealed with the keys of the snapshot that the request started with. */
  static Thoughts of(Caller caller, KeyRing keys, ThoughtMemory memory) {
    return new Thoughts(new Envelopes(keys), memory, caller.tenant(), true);
  }

  /** Of a conversation that nobody has: nothing opens and nothing is remembered. */
  static Thoughts none() {
    return new Thoughts(new Envelopes(KeyRing.EMPTY), ThoughtMemory.NONE, "", true);
  }

  /** The same for a target that cannot read what is remembered: the answer's own still is kept. */
  Thoughts withoutRecall() {
    return new Thoughts(envelopes, memory, tenant, false);
  }

  /** The request without envelopes. */
  Opened opened(ChatRequest request) {
    return new StateOpener(envelopes).opened(request);
  }

  /** The request with what its client dropped, as far as the target wants it. */
  ChatRequest restored(ChatRequest request, State wanted) {
    return recalls
        ? RememberedState.restored(request, wanted, call -> memory.recall(tenant, call))
        : request;
  }

  /**
   * Calls whose thoughts the target wants, and that neither the request nor the memory of this
   * process has.
   */
  List<String> missing(ChatRequest request, ReasoningControls controls) {
    return RememberedState.missing(request, controls, call -> memory.isKnown(tenant, call));
  }

  /** Brings the thoughts before calls to where {@link #restored} finds them, as far as possible. */
  Mono<Void> fetch(List<String> calls) {
    return memory.fetch(tenant, calls);
  }

  /** A fresh observer of one answer. */
  TurnThoughts turn() {
    return new TurnThoughts(memory, tenant);
  }

  /** A fresh sealer of one answer. */
  StateSealer sealer(StateSealer.Sides sides) {
    return new StateSealer(envelopes, sides);
  }
}
