package dev.dragoman.gateway.memory;

import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What was thought in turns that called tools, for clients that drop it (protocols.md 2.6). An aid:
 * what is forgotten is missed and no more, so it may be forgotten at any time. Thread-safe, never
 * waits.
 */
public interface ThoughtMemory {
  /** Remembers nothing. */
  ThoughtMemory NONE =
      new ThoughtMemory() {
        @Override
        public void remember(String tenant, String callId, List<Reasoning> thoughts) {}

        @Override
        public List<Reasoning> recall(String tenant, String callId) {
          return List.of();
        }
      };

  /**
   * Remembers the thoughts before a call.
   *
   * @param tenant whose conversation it is; nobody else's call of the same id finds it
   * @param callId as the client sees it
   */
  void remember(String tenant, String callId, List<Reasoning> thoughts);

  /** The thoughts before a call, empty when they are not known. */
  List<Reasoning> recall(String tenant, String callId);

  /** Whether {@link #recall} has the last word, so that there is nothing to {@link #fetch}. */
  default boolean isKnown(String tenant, String callId) {
    return true;
  }

  /**
   * Brings thoughts that are not known here from where other processes keep theirs, so that {@link
   * #recall} finds them.
   *
   * @return completes when they are here or cannot be had soon; never fails
   */
  default Mono<Void> fetch(String tenant, List<String> callIds) {
    return Mono.empty();
  }
}
