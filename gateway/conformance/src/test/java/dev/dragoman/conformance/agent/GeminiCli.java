package dev.dragoman.conformance.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Gemini CLI with a prompt ({@code gemini -p}), set up as clients.md says. */
final class GeminiCli implements CodingAgent {
  private final Path file;

  GeminiCli(Path file) {
    this.file = file;
  }

  @Override
  public AgentProgram program() {
    return AgentProgram.GEMINI_CLI;
  }

  @Override
  public Result run(Job job, String model, String task) throws IOException, InterruptedException {
    Path settings = Files.createDirectories(job.home().resolve(".gemini"));
    Files.writeString(
        settings.resolve("settings.json"),
        """
        {"security": {"auth": {"selectedType": "gemini-api-key"}},
         "privacy": {"usageStatisticsEnabled": false},
         "general": {"disableAutoUpdate": true, "disableUpdateNag": true}}
        """);
    Job.Output output =
        job.run(
            List.of(file.toString(), "--skip-trust", "--yolo", "-m", model, "-p", task),
            Map.of(
                "GOOGLE_GEMINI_BASE_URL", job.gateway().toString(), "GEMINI_API_KEY", job.key()));
    return new Result(
        output.exitCode() != 0,
        output.exitCode() == 0 ? output.out().strip() : output.out() + output.err());
  }
}
