package dev.dragoman.admission;

/** The place of a value as an API server writes it: {@code spec.backends[0].name}. */
record FieldPath(String text) {
  static final FieldPath ROOT = new FieldPath("");

  FieldPath child(String name) {
    return new FieldPath(text.isEmpty() ? name : text + "." + name);
  }

  FieldPath index(int index) {
    return new FieldPath(text + "[" + index + "]");
  }

  FieldPath key(String key) {
    return new FieldPath(text + "[" + key + "]");
  }

  @Override
  public String toString() {
    return text;
  }
}
