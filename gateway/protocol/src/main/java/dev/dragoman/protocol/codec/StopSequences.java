package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an answer's text before the first stop sequence, for targets that take none. The end of what
 * came so far is held back as long as it may be the beginning of a sequence, so that no part of one
 * gets out. The upstream goes on to its end, since only that says what it charges; nothing of it is
 * passed on. Single use, not thread-safe.
 */
final class StopSequences implements Consumer<StreamEvent> {
  private final List<String> sequences;
  private final Consumer<StreamEvent> next;
  private final BlockNumbers numbers = new BlockNumbers();

  /** Of each block its candidate, and of each open text block what is held back. */
  private final Map<Integer, Integer> candidates = new HashMap<>();

  private final Map<Integer, String> open = new LinkedHashMap<>();

  /** What was found, by candidate. */
  private final Map<Integer, String> found = new HashMap<>();

  StopSequences(List<String> sequences, Consumer<StreamEvent> next) {
    this.sequences = sequences;
    this.next = next;
  }

  /** A sequence in a text. */
  private record Match(int start, String sequence) {
    int end() {
      return start + sequence.length();
    }
  }

  @Override
  public void accept(StreamEvent event) {
    switch (event) {
      case CandidateEnd(int candidate, StopReason stop) -> {
        flushAll(candidate);
        next.accept(new CandidateEnd(candidate, stopOf(candidate, stop)));
      }
      case MessageEnd(StopReason stop, var usage) -> {
        List.copyOf(open.keySet()).forEach(this::flush);
        next.accept(new MessageEnd(stopOf(0, stop), usage));
      }
      case BlockStart start -> start(start);
      case TextDelta(int block, String text) when open.containsKey(block) -> text(block, text);
      case BlockStop(int block) -> {
        flush(block);
        forward(event);
      }
      case StreamEvent other -> forward(other);
    }
  }

  private void start(BlockStart start) {
    candidates.put(start.block(), start.candidate());
    if (start.empty() instanceof Text && !found.containsKey(start.candidate())) {
      open.put(start.block(), "");
    }
    forward(start);
  }

  private void text(int block, String more) {
    String text = open.get(block) + more;
    Match match = firstIn(text);
    if (match == null) {
      int kept = text.length() - possibleBeginning(text);
      open.put(block, text.substring(kept));
      emit(block, text.substring(0, kept));
      return;
    }
    emit(block, text.substring(0, match.start));
    open.remove(block);
    forward(new BlockStop(block));
    found.put(candidateOf(block), match.sequence);
  }

  /** The match that is complete first; of several that end together the longest. */
  private @Nullable Match firstIn(String text) {
    Match first = null;
    for (String sequence : sequences) {
      int at = text.indexOf(sequence);
      if (at >= 0) {
        Match match = new Match(at, sequence);
        boolean earlier = first == null || match.end() < first.end();
        boolean longer = first != null && match.end() == first.end() && match.start < first.start;
        first = earlier || longer ? match : first;
      }
    }
    return first;
  }

  /** How many characters at the end may be the beginning of a sequence. */
  private int possibleBeginning(String text) {
    int longest = 0;
    for (String sequence : sequences) {
      for (int length = Math.min(sequence.length() - 1, text.length());
          length > longest;
          length--) {
        if (text.regionMatches(text.length() - length, sequence, 0, length)) {
          longest = length;
        }
      }
    }
    return longest;
  }

  private void flushAll(int candidate) {
    for (int block : List.copyOf(open.keySet())) {
      if (candidateOf(block) == candidate) {
        flush(block);
      }
    }
  }

  private void flush(int block) {
    String rest = open.remove(block);
    if (rest != null) {
      emit(block, rest);
    }
  }

  private void emit(int block, String text) {
    if (!text.isEmpty()) {
      forward(new TextDelta(block, text));
    }
  }

  /** After the stop of a candidate nothing of it goes on. */
  private void forward(StreamEvent event) {
    int block = BlockNumbers.of(event);
    if (block < 0 || !found.containsKey(candidateOf(block))) {
      next.accept(numbers.renumbered(event));
    }
  }

  private int candidateOf(int block) {
    return candidates.getOrDefault(block, 0);
  }

  private StopReason stopOf(int candidate, StopReason stop) {
    String sequence = found.get(candidate);
    return sequence == null
        ? stop
        : new StopReason(Kind.STOP_SEQUENCE, sequence, null, null, stop.raw());
  }
}
