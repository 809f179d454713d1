package dev.dragoman.conformance.agent;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A coding agent that runs headless, with a home of its own, nothing of the tests' environment, and
 * no traffic but that to the gateway.
 */
public interface CodingAgent {
  /** Which program it is. */
  AgentProgram program();

  /**
   * Gives a task to the agent and waits until it is done with it.
   *
   * @param model as the gateway serves it
   */
  Result run(Job job, String model, String task) throws IOException, InterruptedException;

  /**
   * What a run came to.
   *
   * @param text the last answer, or what went wrong
   */
  record Result(boolean failed, String text) {}

  /** The agent of {@code program}. */
  static CodingAgent of(AgentProgram program, Path file) {
    return switch (program) {
      case CLAUDE_CODE -> new ClaudeCode(file);
      case CODEX -> new Codex(file);
      case GEMINI_CLI -> new GeminiCli(file);
    };
  }
}
