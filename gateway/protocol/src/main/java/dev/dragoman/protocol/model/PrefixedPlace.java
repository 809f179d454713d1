package dev.dragoman.protocol.model;

/** A message before whose blocks the gateway put some of its own, which have the message's path. */
record PrefixedPlace(Place message, int inserted) implements Place {
  @Override
  public String path() {
    return message.path();
  }

  @Override
  public String path(String field) {
    return message.path(field);
  }

  @Override
  public Place block(int index) {
    return index < inserted ? message : message.block(index - inserted);
  }
}
