package dev.dragoman.conformance.docs;

import dev.dragoman.conformance.gateway.DragomanScript;
import dev.dragoman.conformance.gateway.ProcessOutput;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The terminal of somebody who follows a page: one bash in a scratch folder with a home of its own
 * and {@code dragoman} on its path, in which the page's blocks are run one after the other. Ports
 * 8000 and 9000 are free ones in their place. Closing it ends what blocks left in the background.
 */
final class DocShell implements AutoCloseable {
  private static final Duration BLOCK_PATIENCE = Duration.ofMinutes(2);
  private static final Duration END_PATIENCE = Duration.ofSeconds(30);
  private static final List<String> INHERITED = List.of("LANG", "LC_ALL", "TMPDIR");

  private final Path folder;
  private final int clients;
  private final int management;
  private final Process bash;
  private final ProcessOutput output;
  private final Writer input;
  private int printed;

  private DocShell(Path folder, int clients, int management, Process bash) {
    this.folder = folder;
    this.clients = clients;
    this.management = management;
    this.bash = bash;
    this.output = ProcessOutput.of(bash);
    this.input = bash.outputWriter(StandardCharsets.UTF_8);
  }

  /** A fresh one below {@code home}; {@code programs} are on its path. */
  static DocShell open(Path home, List<Path> programs) throws IOException {
    Path folder = Files.createDirectories(home.resolve("work"));
    Path commands = Files.createDirectories(home.resolve("bin"));
    DragomanScript.in(commands);
    for (Path program : programs) {
      Files.createSymbolicLink(commands.resolve(program.getFileName()), program);
    }
    int clients = freePort();
    int management = freePort();
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().put("PATH", commands + ":" + System.getenv("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("STATE_DIR", home.resolve("state").toString());
    builder.environment().put("HOST", "127.0.0.1");
    builder.environment().put("PORT", Integer.toString(clients));
    builder.environment().put("MANAGEMENT_PORT", Integer.toString(management));
    DocShell shell = new DocShell(folder, clients, management, builder.start());
    shell.type("trap 'kill $(jobs -p) 2> /dev/null; wait' EXIT");
    return shell;
  }

  /** Puts a file where the page's commands find it. */
  void keep(DocBlock block) throws IOException {
    Path file = folder.resolve(block.mark().detail()).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, block.text());
  }

  /**
   * Runs a block to its end.
   *
   * @throws AssertionError with page, line and what was printed, when a command of it fails or it
   *     is not done in time
   */
  void run(DocBlock block) throws IOException, InterruptedException {
    String done = "done " + block.place();
    Path script = folder.resolveSibling("block-" + block.line() + ".sh");
    Files.writeString(script, onFreePorts(block.text()));
    if (bash.isAlive()) {
      type(". " + script + " < /dev/null\nprintf '\\n%s\\n' '" + done + "'");
    }
    if (output.await(line -> line.equals(done) ? line : null, BLOCK_PATIENCE) == null) {
      boolean ended = bash.waitFor(1, TimeUnit.SECONDS);
      throw new AssertionError(
          block.place() + (ended ? " failed" : " is not done in time") + news());
    }
    news();
  }

  private String news() {
    List<String> lines = output.lines();
    String news =
        lines.subList(printed, lines.size()).stream()
            .collect(Collectors.joining("\n  ", "\n  ", ""));
    printed = lines.size();
    return news;
  }

  private String onFreePorts(String text) {
    return text.replaceAll("(localhost|127\\.0\\.0\\.1):8000\\b", "$1:" + clients)
        .replaceAll("(localhost|127\\.0\\.0\\.1):9000\\b", "$1:" + management);
  }

  private void type(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> left = bash.descendants().toList();
    input.close();
    left.forEach(ProcessHandle::destroy);
    try {
      if (!bash.waitFor(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        bash.destroyForcibly();
      }
    } catch (InterruptedException e) {
      bash.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    left.forEach(ProcessHandle::destroyForcibly);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
