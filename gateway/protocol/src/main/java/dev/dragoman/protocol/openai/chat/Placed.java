package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.ContentBlock;
import java.util.ArrayList;
import java.util.List;

/** A content block and where it stood in the client's body. */
record Placed(ContentBlock block, ChatPlace place) {
  static Placed at(JsonCursor cursor, ContentBlock block) {
    return new Placed(block, ChatPlace.of(cursor));
  }

  static List<ContentBlock> blocks(List<Placed> all) {
    List<ContentBlock> blocks = new ArrayList<>(all.size());
    for (Placed placed : all) {
      blocks.add(placed.block());
    }
    return blocks;
  }

  static List<ChatPlace> places(List<Placed> all) {
    List<ChatPlace> places = new ArrayList<>(all.size());
    for (Placed placed : all) {
      places.add(placed.place());
    }
    return places;
  }
}
