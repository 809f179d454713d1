package dev.dragoman.protocol.model;

/** A place that is numbered as in the neutral request: {@code system[0]}, {@code tools[3]}. */
record NeutralPlace(String path) implements Place {
  static NeutralPlace of(String list, int index) {
    return new NeutralPlace(list + "[" + index + "]");
  }

  @Override
  public String path(String field) {
    return path + "." + field;
  }

  @Override
  public Place block(int index) {
    // Blocks of the system prompt stand in no message.
    return of(path + ".content", index);
  }
}
