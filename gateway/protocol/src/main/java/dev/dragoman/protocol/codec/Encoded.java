package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** With what was lost before the target was asked; what it lost of the same parts is no news. */
  public Encoded after(List<Dropped> earlier) {
    if (earlier.isEmpty()) {
      return this;
    }
    List<Dropped> all = new ArrayList<>(earlier);
    Set<String> told = earlier.stream().map(Dropped::path).collect(Collectors.toSet());
    dropped.stream().filter(loss -> !told.contains(loss.path())).forEach(all::add);
    return new Encoded(request, all, toolNames, emulation);
  }
}
