package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer. */
public record Candidate(
    int index,
    List<ContentBlock> content,
    StopReason stop,
    @Nullable JsonText logprobs,
    Extensions ext) {
  public Candidate {
    content = List.copyOf(content);
  }
}
