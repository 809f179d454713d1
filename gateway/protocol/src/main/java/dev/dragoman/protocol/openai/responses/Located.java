package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.ContentBlock;
import java.util.ArrayList;
import java.util.List;

/** A content block and where it stood in the client's body. */
record Located(ContentBlock block, ItemPlace place) {
  static Located at(JsonCursor cursor, ContentBlock block) {
    return new Located(block, ItemPlace.of(cursor));
  }

  static List<ContentBlock> blocks(List<Located> all) {
    List<ContentBlock> blocks = new ArrayList<>(all.size());
    for (Located located : all) {
      blocks.add(located.block());
    }
    return blocks;
  }

  static List<ItemPlace> places(List<Located> all) {
    List<ItemPlace> places = new ArrayList<>(all.size());
    for (Located located : all) {
      places.add(located.place());
    }
    return places;
  }
}
