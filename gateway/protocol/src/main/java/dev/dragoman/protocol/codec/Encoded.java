package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.wire.WireRequest;
import java.util.List;

/**
 * A request in a target's protocol.
 *
 * @param dropped what could not be carried
 * @param toolNames renaming that the answer has to undo
 * @param emulation what the gateway does in the target's place when the answer comes
 */
public record Encoded(
    WireRequest request, List<Dropped> dropped, ToolNames toolNames, Emulation emulation) {
  public Encoded {
    dropped = List.copyOf(dropped);
  }

  /** A request whose answer comes as the client wants it, but for names of tools. */
  public Encoded(WireRequest request, List<Dropped> dropped, ToolNames toolNames) {
    this(request, dropped, toolNames, Emulation.NONE);
  }
}
