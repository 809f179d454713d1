package dev.dragoman.protocol.fuzz;

import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What every protocol tells of an answer's first candidate, however its parts were mixed up. Not
 * compared are thoughts, which not every client is shown; ids of calls, which are made where an
 * upstream gave none; and raw text of tools that no client of the protocol has.
 *
 * @param text texts and refusals
 * @param several whether they are of several parts
 * @param calls name and arguments of each call, sorted: some protocols have whole calls alone
 */
record Told(String text, boolean several, List<String> calls) {
  private static final int REPLACEMENT = 0xFFFD;

  static Told of(ChatResponse response, ProtocolId client) {
    List<String> texts = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    for (ContentBlock block : response.candidates().getFirst().content()) {
      switch (block) {
        case Text text -> texts.add(text.text());
        case Refusal refusal -> texts.add(refusal.text());
        case ToolCall call -> called(call, client, calls);
        default -> {}
      }
    }
    calls.sort(null);
    List<String> said = texts.stream().filter(text -> !whole(text).isEmpty()).toList();
    return new Told(whole(String.join("", said)), said.size() > 1, calls);
  }

  /** Gemini has no form for arguments that are no object. */
  private static void called(ToolCall call, ProtocolId client, List<String> calls) {
    String arguments = call.arguments().text();
    boolean broken = call.freeform() || arguments.startsWith("{\"_raw\":");
    if (!broken) {
      calls.add(whole(call.name() + arguments));
    } else if (!client.equals(ProtocolId.GEMINI)) {
      calls.add(whole(call.name()));
    }
  }

  /** To be compared with {@code other}: parts that came by turns are put in order differently. */
  Told asTo(Told other) {
    if (!several && !other.several) {
      return this;
    }
    char[] sorted = text.toCharArray();
    Arrays.sort(sorted);
    return new Told(new String(sorted), false, calls);
  }

  /** Half a pair of surrogates is no character: it is left out, or stands as a sign for one. */
  private static String whole(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .filter(point -> point != REPLACEMENT)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
