package dev.dragoman.protocol.model;

/** A place of which only the list is known, since the parts were moved after they were read. */
record LostPlace(String path) implements Place {
  @Override
  public String path(String field) {
    return path;
  }

  @Override
  public Place block(int index) {
    return this;
  }
}
