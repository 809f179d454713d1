package dev.dragoman.standalone.environment;

/** A secret and the variable that it came from. */
record Credential(String variable, String text) {
  /** The variable alone. */
  @Override
  public String toString() {
    return "Credential[" + variable + "]";
  }
}
