package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.Place;
import java.util.List;

/**
 * A place in a client's body.
 *
 * @param blocks the places of the content blocks that were made of it
 */
record ItemPlace(JsonCursor at, List<ItemPlace> blocks) implements Place {
  private static final String SOURCE_URL = "source.url";
  private static final String CACHE = "cache_control";
  private static final List<String> ADDRESSES = List.of("image_url", "file_url");

  ItemPlace {
    blocks = List.copyOf(blocks);
  }

  static ItemPlace of(JsonCursor at) {
    return new ItemPlace(at, List.of());
  }

  @Override
  public String path() {
    return at.path();
  }

  @Override
  public String path(String field) {
    if (!at.isObject()) {
      return at.path();
    }
    if (field.equals(SOURCE_URL)) {
      for (String address : ADDRESSES) {
        if (at.get(address) != null) {
          return at.path(address);
        }
      }
      return at.path();
    }
    return at.path(field.equals(CACHE) ? PartDecoder.BREAKPOINT : field);
  }

  @Override
  public Place block(int index) {
    return index < blocks.size() ? blocks.get(index) : this;
  }
}
