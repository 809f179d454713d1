package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Dropped;
import java.util.ArrayList;
import java.util.List;

/** Collects what was repaired in a conversation, in the words of the loss list. Single use. */
final class Repairs {
  private static final String PATH = "messages";
  private static final int MAX_SHOWN = 80;

  private final List<Dropped> found = new ArrayList<>();
  private int emptyTexts;
  private int emptyMessages;
  private boolean systemMoved;

  void emptyText() {
    emptyTexts++;
  }

  void emptyMessage() {
    emptyMessages++;
  }

  void orphan(String callId) {
    say("the result of " + shown(callId) + " has no call before it and was sent as text");
  }

  void duplicate(String callId) {
    say("a second result of " + shown(callId) + " was left out");
  }

  void unanswered(String callId) {
    say("the call " + shown(callId) + " has no result; an error result was added");
  }

  void systemBetweenCallAndResult() {
    if (!systemMoved) {
      systemMoved = true;
      say("a system message between tool calls and their results was moved behind the results");
    }
  }

  List<Dropped> reported() {
    if (emptyTexts > 0) {
      say("empty text blocks were left out: " + emptyTexts);
    }
    if (emptyMessages > 0) {
      say("messages without content were left out: " + emptyMessages);
    }
    return List.copyOf(found);
  }

  private void say(String reason) {
    found.add(Dropped.advisory(PATH, reason));
  }

  /** Ids come from clients and reasons go into a header, so only printable ASCII is shown. */
  private static String shown(String id) {
    StringBuilder shown = new StringBuilder(Math.min(id.length(), MAX_SHOWN));
    for (int i = 0; i < id.length() && i < MAX_SHOWN; i++) {
      char c = id.charAt(i);
      shown.append(c > ' ' && c < 0x7F ? c : '?');
    }
    return shown.toString();
  }
}
