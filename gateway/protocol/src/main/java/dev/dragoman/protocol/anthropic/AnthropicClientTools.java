package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import org.jspecify.annotations.Nullable;

/**
 * Tools that Anthropic's models know by type and its clients run: elsewhere they are functions of
 * the same names, whose calls the client runs alike. Source: platform.claude.com, bash tool, text
 * editor tool, memory tool. The computer tool has none: where on a screen something lies, only
 * models trained for it can tell.
 */
final class AnthropicClientTools {
  private static final JsonText BASH =
      new JsonText(
          "{\"type\":\"object\",\"properties\":{"
              + "\"command\":{\"type\":\"string\",\"description\":\"The command to run.\"},"
              + "\"restart\":{\"type\":\"boolean\",\"description\":\"Restarts the shell.\"}}}");

  private static final String RANGE =
      "\"view_range\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"},"
          + "\"description\":\"First and last line to view.\"},";

  private static final JsonText EDITOR =
      new JsonText(
          "{\"type\":\"object\",\"properties\":{"
              + "\"command\":{\"type\":\"string\","
              + "\"enum\":[\"view\",\"create\",\"str_replace\",\"insert\"]},"
              + "\"path\":{\"type\":\"string\"},"
              + RANGE
              + "\"file_text\":{\"type\":\"string\"},\"old_str\":{\"type\":\"string\"},"
              + "\"new_str\":{\"type\":\"string\"},\"insert_line\":{\"type\":\"integer\"},"
              + "\"insert_text\":{\"type\":\"string\"}},\"required\":[\"command\",\"path\"]}");

  private static final JsonText MEMORY =
      new JsonText(
          "{\"type\":\"object\",\"properties\":{"
              + "\"command\":{\"type\":\"string\",\"enum\":"
              + "[\"view\",\"create\",\"str_replace\",\"insert\",\"delete\",\"rename\"]},"
              + "\"path\":{\"type\":\"string\"},"
              + RANGE
              + "\"file_text\":{\"type\":\"string\"},\"old_str\":{\"type\":\"string\"},"
              + "\"new_str\":{\"type\":\"string\"},\"insert_line\":{\"type\":\"integer\"},"
              + "\"insert_text\":{\"type\":\"string\"},\"old_path\":{\"type\":\"string\"},"
              + "\"new_path\":{\"type\":\"string\"}},\"required\":[\"command\"]}");

  private AnthropicClientTools() {}

  /** Whether the client runs tools of {@code type}. */
  static boolean isClients(String type) {
    return type.startsWith("computer_") || function(type, type) != null;
  }

  /** The function that stands for a tool of {@code type}, null when none does. */
  static @Nullable FunctionTool function(String type, String name) {
    if (type.startsWith("bash_")) {
      return FunctionTool.of(name, "Runs a command in a shell that keeps its state.", BASH);
    }
    if (type.startsWith("text_editor_")) {
      return FunctionTool.of(name, "Views, creates and edits text files.", EDITOR);
    }
    return type.startsWith("memory_")
        ? FunctionTool.of(name, "Keeps notes as files below /memories.", MEMORY)
        : null;
  }
}
