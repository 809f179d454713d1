package dev.dragoman.conformance.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Agents that {@code .ci/coding-agents} provides, each in a cache outside the clone. */
public enum AgentProgram {
  CLAUDE_CODE("Claude Code", "claude-code-", "claude"),
  CODEX("Codex", "codex-", "codex"),
  GEMINI_CLI("Gemini CLI", "gemini-cli-", "gemini");

  private final String title;
  private final String folder;
  private final String command;

  AgentProgram(String title, String folder, String command) {
    this.title = title;
    this.folder = folder;
    this.command = command;
  }

  /** Why tests are skipped where it was not provided. */
  public String missing() {
    return title + " is not here; .ci/coding-agents provides it";
  }

  /** The program's file, the newest of the cache; empty where none was provided. */
  public Optional<Path> file() {
    Path agents = cache().resolve("agents");
    if (!Files.isDirectory(agents)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(agents)) {
      return folders
          .filter(each -> each.getFileName().toString().startsWith(folder))
          .map(each -> each.resolve(command))
          .filter(Files::isExecutable)
          .max(Path::compareTo);
    } catch (IOException e) {
      throw new IllegalStateException(agents + " cannot be listed", e);
    }
  }

  private static Path cache() {
    String directory = System.getenv("XDG_CACHE_HOME");
    Path caches =
        directory == null || directory.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(directory);
    return caches.resolve("dragoman");
  }
}
