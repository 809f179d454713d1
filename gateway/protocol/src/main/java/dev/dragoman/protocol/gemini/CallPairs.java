package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.normalise.ToolIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which call of the turn before a result answers: the one with its id, else the first of its name
 * that has no answer yet. Clients of Gemini may leave ids out (gemini-cli#16135). Single use.
 */
final class CallPairs {
  private final List<Call> open = new ArrayList<>();
  private int count;
  private int orphans;
  private boolean answered;

  private record Call(String id, String name) {}

  /** A turn of the model begins; several contents of it in a row are one. */
  void beginTurn() {
    if (answered) {
      open.clear();
      answered = false;
    }
  }

  /** A turn of the user is over: later results are for later calls. */
  void endTurn() {
    answered = true;
  }

  /** How many calls there were so far. */
  int count() {
    return count;
  }

  void called(String id, String name) {
    open.add(new Call(id, name));
    count++;
  }

  /** The id of the call that a result of this name answers. */
  String answered(@Nullable String id, String name) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).id.equals(id)) {
        return open.remove(i).id;
      }
    }
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).name.equals(name)) {
        return open.remove(i).id;
      }
    }
    return id == null || id.isEmpty()
        ? ToolIds.wordCharacters("no call/" + orphans++ + "/" + name)
        : id;
  }
}
