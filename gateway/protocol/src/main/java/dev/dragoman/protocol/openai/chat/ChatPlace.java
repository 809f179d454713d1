package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.Place;
import java.util.List;

/**
 * A place in a client's body.
 *
 * @param blocks the places of the content blocks that were made of it
 */
record ChatPlace(JsonCursor at, List<ChatPlace> blocks) implements Place {
  /** Objects of tools, calls and parts whose members the neutral model has at the level above. */
  private static final List<String> NESTED = List.of("function", "custom", "image_url");

  /** Members of parts that hold what the neutral model calls the source of a medium. */
  static final List<String> MEDIA = List.of("image_url", "video_url", "input_audio", "file");

  private static final String SOURCE_URL = "source.url";

  private static final String CACHE = "cache_control";

  ChatPlace {
    blocks = List.copyOf(blocks);
  }

  static ChatPlace of(JsonCursor at) {
    return new ChatPlace(at, List.of());
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
    if (at.get(field) != null) {
      return at.path(field);
    }
    if (field.equals(SOURCE_URL)) {
      return sourceUrl();
    }
    if (field.equals(CACHE) && at.get(ContentDecoder.BREAKPOINT) != null) {
      return at.path(ContentDecoder.BREAKPOINT);
    }
    for (String name : NESTED) {
      JsonCursor nested = at.get(name);
      if (nested != null && nested.isObject() && nested.get(field) != null) {
        return nested.path(field);
      }
    }
    return at.path(field);
  }

  private String sourceUrl() {
    for (String name : MEDIA) {
      JsonCursor medium = at.get(name);
      if (medium != null) {
        return medium.isObject() && medium.get("url") != null ? medium.path("url") : medium.path();
      }
    }
    return at.path();
  }

  @Override
  public Place block(int index) {
    return index < blocks.size() ? blocks.get(index) : this;
  }
}
