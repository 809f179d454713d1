package dev.dragoman.conformance.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Claude Code in its print mode ({@code claude -p}). */
final class ClaudeCode implements CodingAgent {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Path file;

  ClaudeCode(Path file) {
    this.file = file;
  }

  @Override
  public AgentProgram program() {
    return AgentProgram.CLAUDE_CODE;
  }

  @Override
  public Result run(Job job, String model, String task) throws IOException, InterruptedException {
    Job.Output output =
        job.run(
            List.of(
                file.toString(),
                "-p",
                task,
                "--model",
                model,
                "--allowedTools",
                "Write,Read,Bash",
                "--output-format",
                "json"),
            Map.of(
                "ANTHROPIC_BASE_URL",
                job.gateway().toString(),
                "ANTHROPIC_AUTH_TOKEN",
                job.key(),
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
                "1",
                "DISABLE_AUTOUPDATER",
                "1"));
    if (output.out().isBlank()) {
      return new Result(true, output.err());
    }
    JsonNode said = MAPPER.readTree(output.out());
    return new Result(said.path("is_error").asBoolean(true), said.path("result").asText());
  }
}
