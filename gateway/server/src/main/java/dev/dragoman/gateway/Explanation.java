package dev.dragoman.gateway;

import dev.dragoman.contract.Money;
import dev.dragoman.protocol.codec.Dropped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a model name leads on a gateway, and what would be sent there.
 *
 * @param route the route that has the name, null when there is none for this caller
 * @param refusal why the caller gets no answer, null when it gets one
 * @param weaker routes whose patterns fit too and lose, each with its pattern
 * @param fetched media that would be fetched first, as path and address
 * @param targets in the order in which they are tried
 * @param leftOut what of the configuration is not served, with the reason
 */
public record Explanation(
    @Nullable String route,
    @Nullable String refusal,
    List<String> weaker,
    List<String> fetched,
    List<Target> targets,
    List<String> leftOut) {
  public Explanation {
    weaker = List.copyOf(weaker);
    fetched = List.copyOf(fetched);
    targets = List.copyOf(targets);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * One place where the request may go.
   *
   * @param tier the lowest is tried first; within one the order is drawn by weight
   * @param sent null when no request was given, or it cannot be carried
   * @param refusal why it cannot be carried, null when it can
   * @param estimate null when no request was given
   */
  public record Target(
      String provider,
      String protocol,
      String model,
      int tier,
      int weight,
      @Nullable Sent sent,
      @Nullable String refusal,
      @Nullable Estimate estimate) {}

  /**
   * What budgets would reserve for the request at one target.
   *
   * @param inputTokens an estimate, rather too many
   * @param outputTokens the most that the answer may have
   * @param cost the most that it may cost, null where the model has no price
   */
  public record Estimate(long inputTokens, long outputTokens, @Nullable Money cost) {}

  /**
   * What a target would get.
   *
   * @param passThrough whether it is the client's own request
   * @param headers one line each, without the value of any credential
   * @param body JSON
   * @param dropped what the target cannot carry
   */
  public record Sent(
      boolean passThrough, String path, List<String> headers, String body, List<Dropped> dropped) {
    public Sent {
      headers = List.copyOf(headers);
      dropped = List.copyOf(dropped);
    }
  }
}
