package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.Place;
import java.util.List;

/**
 * A place in a client's body.
 *
 * @param blocks the places of the content blocks that were made of it
 */
record ContentPlace(JsonCursor at, List<ContentPlace> blocks) implements Place {
  private static final String SOURCE_URL = "source.url";

  ContentPlace {
    blocks = List.copyOf(blocks);
  }

  static ContentPlace of(JsonCursor at) {
    return new ContentPlace(at, List.of());
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
      JsonCursor file = new Spelled(at).get("fileData");
      return file == null ? at.path() : file.path("fileUri");
    }
    return at.path(field);
  }

  @Override
  public Place block(int index) {
    return index < blocks.size() ? blocks.get(index) : this;
  }
}
