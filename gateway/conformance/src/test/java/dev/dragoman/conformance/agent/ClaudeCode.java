package dev.dragoman.conformance.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Claude Code in its print mode ({@code claude -p}), with a home of its own, nothing of the tests'
 * environment, and no traffic but that to the gateway. {@code .ci/coding-agents} provides it.
 */
public final class ClaudeCode {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path program;
  private final Path home;
  private final Path workspace;

  private ClaudeCode(Path program, Path home, Path workspace) {
    this.program = program;
    this.home = home;
    this.workspace = workspace;
  }

  /**
   * What a run came to.
   *
   * @param text the last answer, or what went wrong
   * @param turns how many times the model was asked
   */
  public record Result(boolean failed, String text, int turns) {}

  /** The program's file, the newest of the cache; empty where none was provided. */
  public static Optional<Path> program() {
    Path versions = cache().resolve("agents");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(versions)) {
      return folders
          .map(folder -> folder.resolve("claude"))
          .filter(Files::isExecutable)
          .max(Path::compareTo);
    } catch (IOException e) {
      throw new IllegalStateException(versions + " cannot be listed", e);
    }
  }

  /** A fresh installation of {@code program} that works in {@code workspace}. */
  public static ClaudeCode of(Path program, Path home, Path workspace) {
    return new ClaudeCode(program, home, workspace);
  }

  /** Gives {@code task} to the agent and waits until it is done with it. */
  public Result run(URI gateway, String key, String model, String task)
      throws IOException, InterruptedException {
    File out = home.resolve("claude.out").toFile();
    File err = home.resolve("claude.err").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "-p",
                task,
                "--model",
                model,
                "--allowedTools",
                "Write,Read",
                "--output-format",
                "json")
            .directory(workspace.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out)
            .redirectError(err);
    builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME",
                home.toString(),
                "ANTHROPIC_BASE_URL",
                gateway.toString(),
                "ANTHROPIC_AUTH_TOKEN",
                key,
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
                "1",
                "DISABLE_AUTOUPDATER",
                "1"));
    Process process = builder.start();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IllegalStateException("the agent was not done within " + PATIENCE);
    }
    return result(Files.readString(out.toPath()), Files.readString(err.toPath()));
  }

  private static Result result(String out, String err) throws IOException {
    if (out.isBlank()) {
      return new Result(true, err, 0);
    }
    JsonNode said = MAPPER.readTree(out.getBytes(StandardCharsets.UTF_8));
    return new Result(
        said.path("is_error").asBoolean(true),
        said.path("result").asText(),
        said.path("num_turns").asInt());
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
