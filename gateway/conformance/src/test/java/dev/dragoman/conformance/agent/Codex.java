package dev.dragoman.conformance.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Codex without a terminal ({@code codex exec}), set up as clients.md says. */
final class Codex implements CodingAgent {
  private final Path file;

  Codex(Path file) {
    this.file = file;
  }

  @Override
  public AgentProgram program() {
    return AgentProgram.CODEX;
  }

  @Override
  public Result run(Job job, String model, String task) throws IOException, InterruptedException {
    Path settings = Files.createDirectories(job.home().resolve(".codex"));
    Files.writeString(
        settings.resolve("config.toml"),
        """
        model = "%s"
        model_provider = "dragoman"
        approval_policy = "never"
        sandbox_mode = "danger-full-access"
        check_for_update_on_startup = false

        [analytics]
        enabled = false

        [model_providers.dragoman]
        name = "Dragoman"
        base_url = "%s"
        env_key = "DRAGOMAN_KEY"
        wire_api = "responses"
        """
            .formatted(model, job.gateway().resolve("/v1")));
    Path last = job.home().resolve("last.txt");
    Job.Output output =
        job.run(
            List.of(
                file.toString(),
                "exec",
                "--skip-git-repo-check",
                "--output-last-message",
                last.toString(),
                task),
            Map.of("DRAGOMAN_KEY", job.key()));
    return output.exitCode() == 0 && Files.exists(last)
        ? new Result(false, Files.readString(last).strip())
        : new Result(true, output.err());
  }
}
