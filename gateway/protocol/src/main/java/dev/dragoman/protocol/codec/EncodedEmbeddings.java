package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A request for vectors in a target's protocol.
 *
 * @param calls at least one; the answers to them in order are the answer
 * @param dropped what could not be carried
 */
public record EncodedEmbeddings(List<Call> calls, List<Dropped> dropped) {
  /** One client's request is never more calls than this. */
  public static final int MOST_CALLS = 100;

  public EncodedEmbeddings {
    calls = List.copyOf(calls);
    dropped = List.copyOf(dropped);
  }

  /**
   * One call for some of the inputs.
   *
   * @param inputs how many vectors it asks for
   * @param tokens its input by its text
   */
  public record Call(WireRequest request, int inputs, long tokens) {}

  /**
   * A request in calls of at most {@code most} inputs each.
   *
   * @param texts its inputs
   * @param call makes the request for some of them
   * @throws GatewayException {@code INVALID_REQUEST} when it would take more calls than are made
   *     for one request
   */
  public static EncodedEmbeddings inCallsOf(
      int most,
      EmbeddingRequest request,
      List<String> texts,
      Function<List<String>, WireRequest> call,
      List<Dropped> dropped) {
    if (texts.size() > most * MOST_CALLS) {
      throw GatewayException.at(
          request.spelling().input(),
          "has "
              + texts.size()
              + " texts; the model of this route takes "
              + most
              + " a call, and one request may be "
              + MOST_CALLS
              + " calls");
    }
    List<Call> calls = new ArrayList<>();
    for (int start = 0; start < texts.size(); start += most) {
      int end = Math.min(texts.size(), start + most);
      long tokens = TokenEstimate.ofInputs(request.inputs().subList(start, end));
      calls.add(new Call(call.apply(texts.subList(start, end)), end - start, tokens));
    }
    return new EncodedEmbeddings(calls, dropped);
  }
}
