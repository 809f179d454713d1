package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.ContentBlock;
import java.util.List;

/** A content block and where it stood in the client's body. */
record Placed(ContentBlock block, ChatPlace place) {
  static Placed at(JsonCursor cursor, ContentBlock block) {
    return new Placed(block, ChatPlace.of(cursor));
  }

  static List<ContentBlock> blocks(List<Placed> all) {
    return all.stream().map(Placed::block).toList();
  }

  static List<ChatPlace> places(List<Placed> all) {
    return all.stream().map(Placed::place).toList();
  }
}
