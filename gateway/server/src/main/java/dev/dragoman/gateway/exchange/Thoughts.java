package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.memory.ThoughtMemory;
import dev.dragoman.protocol.codec.ReasoningControls.State;
import dev.dragoman.protocol.envelope.Envelopes;
import dev.dragoman.protocol.envelope.KeyRing;
import dev.dragoman.protocol.envelope.RememberedState;
import dev.dragoman.protocol.envelope.StateOpener;
import dev.dragoman.protocol.envelope.StateOpener.Opened;
import dev.dragoman.protocol.envelope.StateSealer;
import dev.dragoman.protocol.model.ChatRequest;

/** How the reasoning state of one caller's conversation comes and goes (protocols.md 2.6). */
final class Thoughts {
  private final Envelopes envelopes;
  private final ThoughtMemory memory;
  private final String tenant;

  private Thoughts(Envelopes envelopes, ThoughtMemory memory, String tenant) {
    this.envelopes = envelopes;
    this.memory = memory;
    this.tenant = tenant;
  }

  /** Of {@code caller}, sealed with the keys of the snapshot that the request started with. */
  static Thoughts of(Caller caller, KeyRing keys, ThoughtMemory memory) {
    String tenant = caller.key() == null ? caller.id() : caller.key().uid();
    return new Thoughts(new Envelopes(keys), memory, tenant);
  }

  /** Of a conversation that nobody has: nothing opens and nothing is remembered. */
  static Thoughts none() {
    return new Thoughts(new Envelopes(KeyRing.EMPTY), ThoughtMemory.NONE, "");
  }

  /** The request without envelopes. */
  Opened opened(ChatRequest request) {
    return new StateOpener(envelopes).opened(request);
  }

  /** The request with what its client dropped, as far as the target wants it. */
  ChatRequest restored(ChatRequest request, State wanted) {
    return RememberedState.restored(request, wanted, call -> memory.recall(tenant, call));
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
