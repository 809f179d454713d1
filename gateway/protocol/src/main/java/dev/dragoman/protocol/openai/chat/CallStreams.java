package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.openai.LooseJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one candidate, told apart as servers differ in it:
 *
 * <ul>
 *   <li>by {@code index}; another id under the same index is another call, the same id under
 *       another index too;
 *   <li>without index by id, else a name begins a call, else the fragment belongs to the call at
 *       its place in the array or to the last one (QuantumNous/new-api#671);
 *   <li>the {@code function_call} of before {@code tool_calls} is one call.
 * </ul>
 */
final class CallStreams {
  private static final long LEGACY = -1;

  /** No request can offer more tools than this, so an answer that calls more is broken. */
  private static final int MAX_CALLS = 1_024;

  private final int candidate;
  private final StreamTotals totals;
  private final CallIds ids;
  private final List<CallStream> calls = new ArrayList<>();
  private final Map<Long, CallStream> byIndex = new HashMap<>();

  CallStreams(int candidate, StreamTotals totals, CallIds ids) {
    this.candidate = candidate;
    this.totals = totals;
    this.ids = ids;
  }

  boolean isCalledIn(LooseJson delta) {
    return !delta.get("tool_calls").items().isEmpty() || delta.get("function_call").isObject();
  }

  /** Whether a call was opened. */
  boolean any() {
    return calls.stream().anyMatch(CallStream::isOpened);
  }

  @Nullable String problem() {
    if (calls.size() > MAX_CALLS) {
      return "the upstream's answer has more than " + MAX_CALLS + " tool calls";
    }
    for (CallStream call : calls) {
      if (call.problem() != null) {
        return call.problem();
      }
    }
    return null;
  }

  void accept(LooseJson delta, Consumer<? super StreamEvent> events) {
    List<LooseJson> fragments = delta.get("tool_calls").items();
    for (int i = 0; i < fragments.size() && calls.size() <= MAX_CALLS; i++) {
      LooseJson fragment = fragments.get(i);
      call(fragment, fragments.size() > 1 ? i : calls.size() - 1, events).accept(fragment, events);
    }
    LooseJson legacy = delta.get("function_call");
    if (legacy.isObject()) {
      CallStream call = byIndex.get(LEGACY);
      if (call == null) {
        call = begun(delta, events);
        byIndex.put(LEGACY, call);
      }
      call.function(legacy, events);
    }
  }

  private CallStream call(LooseJson fragment, int position, Consumer<? super StreamEvent> events) {
    Long index = fragment.get("index").count();
    String id = fragment.get("id").text();
    CallStream known = index == null ? null : byIndex.get(index);
    if (known != null && known.mayHaveId(id)) {
      return known;
    }
    boolean byId = index == null || known != null;
    known = byId && !id.isEmpty() ? withId(id) : null;
    if (known == null && index == null && id.isEmpty() && nameOf(fragment).isEmpty()) {
      known = position >= 0 && position < calls.size() ? calls.get(position) : null;
    }
    CallStream found = known == null ? begun(fragment, events) : known;
    if (index != null) {
      byIndex.put(index, found);
    }
    return found;
  }

  private @Nullable CallStream withId(String id) {
    for (CallStream call : calls) {
      if (call.hasId(id)) {
        return call;
      }
    }
    return null;
  }

  private static String nameOf(LooseJson fragment) {
    return fragment.get("function").get("name").text() + fragment.get("custom").get("name").text();
  }

  private CallStream begun(LooseJson fragment, Consumer<? super StreamEvent> events) {
    open(events);
    CallStream call = new CallStream(candidate, totals, ids.at(calls.size()), fragment);
    calls.add(call);
    return call;
  }

  /** Opens the calls whose name may have been incomplete, before anything else is opened. */
  void open(Consumer<? super StreamEvent> events) {
    for (CallStream call : calls) {
      call.open(events);
    }
  }

  void finish(Consumer<? super StreamEvent> events) {
    open(events);
    calls.forEach(call -> call.finish(events));
  }
}
