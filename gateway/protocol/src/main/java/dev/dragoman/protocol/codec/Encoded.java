package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.wire.WireRequest;
import java.util.List;

/**
 * A request in a target's protocol.
 *
 * @param dropped what could not be carried
 * @param toolNames renaming that the answer has to undo
 */
public record Encoded(WireRequest request, List<Dropped> dropped, ToolNames toolNames) {
  public Encoded {
    dropped = List.copyOf(dropped);
  }
}
