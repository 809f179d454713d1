package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.model.ContentBlock.Executable;

/** Code that a provider ran, as text: the client must not run it again. */
final class CodeText {
  private CodeText() {}

  static String of(Executable code) {
    StringBuilder text = new StringBuilder();
    if (code.code() != null) {
      String language = code.language() == null ? "" : code.language();
      text.append("```").append(language).append('\n').append(code.code()).append("\n```");
    }
    if (code.output() != null) {
      text.append(text.isEmpty() ? "" : "\n").append(code.output());
    }
    return text.toString();
  }
}
