package dev.dragoman.protocol.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn.
 *
 * @param name name of the speaker where the protocol has one
 * @param phase phase of an assistant turn where the protocol has one
 */
public record Message(
    Role role,
    List<ContentBlock> content,
    @Nullable String name,
    @Nullable String phase,
    Extensions ext) {
  public Message {
    content = List.copyOf(content);
  }

  /** A turn without decoration. */
  public static Message of(Role role, List<? extends ContentBlock> content) {
    return new Message(role, List.copyOf(content), null, null, Extensions.NONE);
  }

  /** A turn of one text block. */
  public static Message text(Role role, String text) {
    return of(role, List.of(ContentBlock.Text.of(text)));
  }

  public Message withContent(List<ContentBlock> newContent) {
    return new Message(role, newContent, name, phase, ext);
  }
}
