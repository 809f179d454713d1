package dev.dragoman.conformance.matrix;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dragoman.testkit.ScriptedTurn;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that a client can ask for or an upstream can answer, in the words of each protocol. As
 * written in {@code matrix.yaml}.
 *
 * @param group heading in the table
 * @param thinks whether it is asked of the model that thinks
 * @param stream whether the answer is asked for as a stream
 * @param headers by client, beside those of its SDK
 * @param ask by client, what is merged into its plainest request; a client that is not named has no
 *     such thing
 * @param told by upstream or by its protocol, what its request holds: JSON pointers and their
 *     values. What is not named, or is null, has no such thing
 * @param turn what a model says, null for a greeting
 * @param answers by protocol, what is merged into the whole answer
 * @param frames by protocol, the events of a stream instead of those of {@code turn}
 * @param error what the upstream answers with, null for an answer
 * @param reads by client, what its SDK reads: JSON pointers and their values
 */
record Feature(
    String id,
    String title,
    String group,
    boolean thinks,
    boolean stream,
    @Nullable Map<Client, Map<String, String>> headers,
    Map<Client, JsonNode> ask,
    @Nullable Map<String, Map<String, JsonNode>> told,
    @Nullable Turn turn,
    @Nullable Map<Wire, JsonNode> answers,
    @Nullable Map<Wire, List<JsonNode>> frames,
    @Nullable Failure error,
    @Nullable Map<Client, Map<String, JsonNode>> reads) {
  Feature {
    Objects.requireNonNull(ask, () -> id + ": ask");
    if (told == null && reads == null) {
      throw new IllegalArgumentException(id + " checks nothing");
    }
  }

  /** Several pieces of text, calls, why the turn ends and what it took. */
  record Turn(
      List<String> text,
      @Nullable List<Call> calls,
      ScriptedTurn.@Nullable Stop stop,
      @JsonProperty(defaultValue = "11") long input,
      @JsonProperty(defaultValue = "3") long output) {
    ScriptedTurn scripted() {
      ScriptedTurn said = ScriptedTurn.saying(text.toArray(String[]::new)).using(input, output);
      if (calls != null) {
        said =
            said.calling(
                calls.stream()
                    .map(call -> new ScriptedTurn.Call(call.id, call.name, call.arguments))
                    .toArray(ScriptedTurn.Call[]::new));
      }
      return stop == null ? said : said.stopping(stop);
    }
  }

  /** A call of a tool, its arguments in fragments. */
  record Call(String id, String name, List<String> arguments) {}

  /** A refusal of the upstream. */
  record Failure(int status, String message, @Nullable Integer retryAfter) {}

  Map<String, String> headers(Client client) {
    return headers == null ? Map.of() : headers.getOrDefault(client, Map.of());
  }

  /** Whether an upstream is told something by it. */
  boolean isTold() {
    return told != null;
  }

  /** What an upstream is told, null where it has no such thing and bytes do not just pass. */
  @Nullable Map<String, JsonNode> told(Client client, Column column) {
    Map<String, Map<String, JsonNode>> all = Objects.requireNonNull(told);
    Map<String, JsonNode> ofProtocol = all.get(column.wire().id());
    if (column.passes(client)) {
      Map<String, JsonNode> ofServer = column.bends() ? all.get(column.id()) : null;
      return ofServer != null ? ofServer : ofProtocol == null ? Map.of() : ofProtocol;
    }
    return all.containsKey(column.id()) ? all.get(column.id()) : ofProtocol;
  }

  /** The upstreams and protocols that {@link #told} names. */
  Set<String> toldNames() {
    return told == null ? Set.of() : told.keySet();
  }

  /** Whether an upstream of this protocol can say what this is about. */
  boolean isSaid(Wire wire) {
    boolean some = answers != null || frames != null;
    return !some
        || (answers != null && answers.containsKey(wire))
        || (frames != null && frames.containsKey(wire));
  }

  Map<String, JsonNode> reads(Client client) {
    return reads == null ? Map.of() : reads.getOrDefault(client, Map.of());
  }

  ScriptedTurn said() {
    return turn == null ? ScriptedTurn.saying("Good ", "morning, ", "Zoë") : turn.scripted();
  }
}
