package dev.dragoman.conformance.client;

import java.util.Map;

/** A conversation of one client. Not thread-safe. */
public interface Dialogue {
  /** Asks for a whole answer, which becomes part of the conversation. */
  Reply create();

  /**
   * Asks for a stream, reads it to its end, and adds the SDK's sum of it to the conversation.
   *
   * @param onFirstEvent what to do between the first event and the rest
   */
  Reply stream(Runnable onFirstEvent);

  /** {@link #stream(Runnable)} with nothing to do in between. */
  default Reply stream() {
    return stream(() -> {});
  }

  /** Asks for a stream, reads its first event, and leaves. */
  void leaveStream();

  /** Answers the tool calls of the last reply; results by call id. */
  void give(Map<String, String> results);
}
