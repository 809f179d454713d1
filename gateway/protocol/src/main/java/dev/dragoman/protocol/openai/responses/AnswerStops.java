package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.openai.LooseJson;

/** Why an upstream's answer ended (protocols.md 2.10). */
final class AnswerStops {
  private AnswerStops() {}

  /**
   * The reason.
   *
   * @param response the object of the answer
   * @param called whether the answer holds a call
   * @param refused whether it holds text of a refusal
   */
  static StopReason decode(LooseJson response, boolean called, boolean refused) {
    String status = response.get("status").text();
    String reason = response.get("incomplete_details").get("reason").text();
    return switch (status) {
      case "incomplete" ->
          StopReason.of(
              switch (reason) {
                case "max_output_tokens" -> Kind.MAX_TOKENS;
                case "content_filter" -> Kind.CONTENT_FILTER;
                default -> Kind.OTHER;
              },
              reason);
      case "cancelled" -> StopReason.of(Kind.CANCELLED, status);
      default ->
          StopReason.of(called ? Kind.TOOL_USE : refused ? Kind.REFUSAL : Kind.END_TURN, status);
    };
  }
}
