package dev.dragoman.standalone;

/** The form of what a command says. Named as people write it. */
enum OutputForm {
  text,
  json;

  Console on(Terminal terminal) {
    return switch (this) {
      case text -> new TextConsole(terminal);
      case json -> new JsonConsole(terminal);
    };
  }
}
