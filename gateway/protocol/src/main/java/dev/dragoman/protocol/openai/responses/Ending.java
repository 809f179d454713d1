package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * How far an answer is.
 *
 * @param status of the answer, also the last word of its terminal event
 * @param incompleteReason why it is not complete, null when it is
 * @param error why it failed, null when it did not
 */
record Ending(String status, @Nullable String incompleteReason, @Nullable GatewayError error) {
  static final Ending IN_PROGRESS = new Ending("in_progress", null, null);

  private static final Ending COMPLETED = new Ending("completed", null, null);

  /**
   * The end behind a reason (protocols.md 2.10).
   *
   * @param refusalShown whether the answer holds refusal text: then it is an ordinary answer, as
   *     OpenAI has it
   */
  static Ending of(StopReason stop, boolean refusalShown) {
    return switch (stop.kind()) {
      case END_TURN, STOP_SEQUENCE, TOOL_USE, PAUSE_TURN, COMPACTION, CANCELLED, OTHER -> COMPLETED;
      case MAX_TOKENS, CONTEXT_WINDOW -> incomplete("max_output_tokens");
      case CONTENT_FILTER, RECITATION -> incomplete("content_filter");
      case REFUSAL -> refusalShown ? COMPLETED : incomplete("content_filter");
      case MALFORMED_TOOL_CALL ->
          failed(
              GatewayError.of(
                  ErrorKind.SERVER, "the model called a tool in a form that cannot be read"));
    };
  }

  static Ending failed(GatewayError error) {
    return new Ending("failed", null, error);
  }

  private static Ending incomplete(String reason) {
    return new Ending("incomplete", reason, null);
  }

  /** The status of an item that was open when the answer ended. */
  String ofLastItem() {
    return incompleteReason == null ? "completed" : "incomplete";
  }
}
