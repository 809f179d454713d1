package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Dropped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a request loses. Each reason is told once, with the first place where it was met: a
 * long history would repeat it hundreds of times. Single use.
 */
final class GeminiLosses {
  private final Map<String, Dropped> byReason = new LinkedHashMap<>();

  void advisory(String path, String reason) {
    byReason.putIfAbsent(reason, Dropped.advisory(path, reason));
  }

  /** Tells of a field that the client gave, and of nothing where it did not. */
  void ifGiven(@Nullable Object value, String path, String reason) {
    if (value != null) {
      byReason.putIfAbsent(path + reason, Dropped.advisory(path, reason));
    }
  }

  void opaque(String path, String reason) {
    byReason.putIfAbsent(reason, Dropped.opaque(path, reason));
  }

  void add(Dropped dropped) {
    byReason.putIfAbsent(dropped.path() + dropped.reason(), dropped);
  }

  void addAll(List<Dropped> others) {
    others.forEach(this::add);
  }

  List<Dropped> all() {
    return new ArrayList<>(byReason.values());
  }
}
