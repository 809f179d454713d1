package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.LogprobsDelta;
import dev.dragoman.protocol.model.StreamEvent.MediaDelta;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Folds a streamed answer into a whole one. Takes well-formed streams. Arguments of a call are the
 * joined fragments; none give {@code {}}, what is not a JSON object is kept as {@code {"_raw":
 * "…"}}. Bounded: {@value #MAX_ARGUMENTS} characters of arguments a call, {@value #MAX_TOTAL}
 * characters in all. Single use, not thread-safe.
 */
public final class ResponseFold implements Consumer<StreamEvent> {
  static final int MAX_ARGUMENTS = 8 * 1024 * 1024;
  static final int MAX_TOTAL = 64 * 1024 * 1024;

  private final List<BlockFold> blocks = new ArrayList<>();
  private final Map<Integer, StopReason> stops = new TreeMap<>();
  private final Map<Integer, JsonText> logprobs = new TreeMap<>();
  private @Nullable MessageStart start;
  private @Nullable MessageEnd end;
  private Usage usage = Usage.UNKNOWN;
  private long total;

  /**
   * Takes the next event.
   *
   * @throws GatewayException the error of a {@code StreamError}; {@code BAD_UPSTREAM} when the
   *     answer is larger than the bounds
   */
  @Override
  public void accept(StreamEvent event) {
    switch (event) {
      case MessageStart first -> {
        start = first;
        usage = usage.mergedWith(first.partial());
      }
      case BlockStart first -> open(first);
      case TextDelta(int block, String text) -> block(block).text(counted(text));
      case RefusalDelta(int block, String text) -> block(block).text(counted(text));
      case ReasoningDelta(int block, String text, int part) ->
          block(block).reasoning(counted(text), part);
      case SignatureDelta(int block, Signature signature) -> block(block).signature(signature);
      case ToolArgumentsDelta(int block, String fragment) ->
          block(block).arguments(counted(fragment));
      case CitationDelta(int block, Citation citation) -> {
        counted(citation.raw().text());
        block(block).citation(citation);
      }
      case MediaDelta(int block, String base64) -> block(block).text(counted(base64));
      case LogprobsDelta(int block, JsonText piece) -> {
        counted(piece.text());
        logprobs.merge(block(block).candidate(), piece, JsonText::appended);
      }
      case UsageUpdate(Usage cumulative) -> usage = usage.mergedWith(cumulative);
      case CandidateEnd(int candidate, StopReason stop) -> stops.put(candidate, stop);
      case MessageEnd last -> {
        end = last;
        usage = usage.mergedWith(last.usage());
      }
      case StreamError(GatewayError error) -> throw new GatewayException(error);
      case BlockStop _, KeepAlive _, RawEvent _ -> {}
    }
  }

  /**
   * The answer.
   *
   * @throws GatewayException {@code UPSTREAM_TRUNCATED} when the stream has no end
   */
  public ChatResponse toResponse() {
    if (start == null || end == null) {
      throw GatewayException.of(
          ErrorKind.UPSTREAM_TRUNCATED, "the upstream's stream ended before it was complete");
    }
    stops.put(0, end.stop());
    blocks.forEach(block -> stops.putIfAbsent(block.candidate(), end.stop()));
    List<Candidate> candidates = new ArrayList<>(stops.size());
    stops.forEach((index, stop) -> candidates.add(candidate(index, stop)));
    return new ChatResponse(
        start.id(),
        start.model(),
        start.created(),
        candidates,
        usage,
        null,
        null,
        null,
        Extensions.NONE);
  }

  private Candidate candidate(int index, StopReason stop) {
    List<ContentBlock> content =
        blocks.stream()
            .filter(block -> block.candidate() == index)
            .map(BlockFold::toBlock)
            .toList();
    return new Candidate(index, content, stop, logprobs.get(index), Extensions.NONE);
  }

  private void open(BlockStart first) {
    if (first.block() != blocks.size()) {
      throw new IllegalArgumentException("block " + first.block() + " is out of order");
    }
    blocks.add(new BlockFold(first.candidate(), first.empty()));
  }

  private BlockFold block(int number) {
    if (number < 0 || number >= blocks.size()) {
      throw new IllegalArgumentException("block " + number + " was never opened");
    }
    return blocks.get(number);
  }

  private String counted(String piece) {
    total += piece.length();
    if (total > MAX_TOTAL) {
      throw GatewayException.of(ErrorKind.BAD_UPSTREAM, "the upstream's answer is too large");
    }
    return piece;
  }
}
