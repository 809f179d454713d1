package dev.dragoman.operator.delivery;

/** An object beside the gateway, in its namespace. */
record ObjectId(Kind kind, String name) {
  enum Kind {
    ConfigMap,
    Secret
  }

  static ObjectId configMap(String name) {
    return new ObjectId(Kind.ConfigMap, name);
  }

  static ObjectId secret(String name) {
    return new ObjectId(Kind.Secret, name);
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
