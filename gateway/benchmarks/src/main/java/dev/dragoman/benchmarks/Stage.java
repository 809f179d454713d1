package dev.dragoman.benchmarks;

import dev.dragoman.benchmarks.GatewayDirectory.Store;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All programs that are measured, each a process of its own. Closing the stage ends them, the last
 * one first, and removes what they wrote.
 */
final class Stage implements AutoCloseable {
  private final Jvm jvm;
  private final Path directory;
  private final Deque<RunningProgram> programs = new ArrayDeque<>();
  private final List<Contender> contenders = new ArrayList<>();

  private Stage(Jvm jvm, Path directory) {
    this.jvm = jvm;
    this.directory = directory;
  }

  /** Starts what {@code options} name; all of it, or nothing is left. */
  static Stage set(Options options) throws IOException {
    if (options.recordings() != null) {
      Files.createDirectories(options.recordings());
    }
    Stage stage = new Stage(new Jvm(options.recordings()), Files.createTempDirectory("load"));
    try {
      stage.start(options);
      return stage;
    } catch (IOException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  /** The rows, the upstream first and the floor second. */
  List<Contender> contenders() {
    return List.copyOf(contenders);
  }

  Jvm jvm() {
    return jvm;
  }

  @Override
  public void close() throws IOException {
    while (!programs.isEmpty()) {
      programs.pop().close();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void start(Options options) throws IOException {
    Plan plan = options.plan();
    RunningProgram upstream =
        own(
            "upstream",
            UpstreamProgram.class,
            Integer.toString(plan.events()),
            Long.toString(plan.interval().toMillis()));
    contenders.add(Contender.direct("upstream alone", upstream, options.workload()));
    RunningProgram floor = own("floor", FloorProgram.class, Integer.toString(upstream.port()));
    contenders.add(Contender.direct("bare proxy (floor)", floor, options.workload()));
    if (options.gatewayJar() != null) {
      startGateways(options.gatewayJar().toAbsolutePath(), upstream, options.workload());
    }
  }

  private void startGateways(Path jar, RunningProgram upstream, Workload workload)
      throws IOException {
    UpstreamAddress address = new UpstreamAddress(upstream.port(), workload);
    Path manifests = manifests(Store.MEMORY, address);
    contenders.add(
        Contender.gateway(
            "gateway, OpenAI to OpenAI",
            gateway("gateway-same", jar, manifests),
            workload,
            Wire.OPENAI,
            GatewayDirectory.OPENAI_WHOLE,
            GatewayDirectory.OPENAI_STREAM));
    contenders.add(
        Contender.gateway(
            "gateway, Anthropic to OpenAI",
            gateway("gateway-to-openai", jar, manifests),
            workload,
            Wire.ANTHROPIC,
            GatewayDirectory.OPENAI_WHOLE,
            GatewayDirectory.OPENAI_STREAM));
    contenders.add(
        Contender.gateway(
            "gateway, OpenAI to Anthropic",
            gateway("gateway-to-anthropic", jar, manifests),
            workload,
            Wire.OPENAI,
            GatewayDirectory.ANTHROPIC_WHOLE,
            GatewayDirectory.ANTHROPIC_STREAM));
    contenders.add(
        Contender.gateway(
            "same, usage in SQLite",
            gateway("gateway-with-sqlite", jar, manifests(Store.SQLITE, address)),
            workload,
            Wire.OPENAI,
            GatewayDirectory.ANTHROPIC_WHOLE,
            GatewayDirectory.ANTHROPIC_STREAM));
  }

  private Path manifests(Store store, UpstreamAddress upstream) throws IOException {
    Path manifests = Files.createDirectory(directory.resolve(store.name()));
    GatewayDirectory.write(manifests, upstream, store);
    return manifests;
  }

  private RunningProgram own(String name, Class<?> main, String... arguments) {
    List<String> what = new ArrayList<>();
    what.add("-cp");
    what.add(absolute(System.getProperty("java.class.path")));
    what.add(main.getName());
    what.addAll(List.of(arguments));
    return start(name, what, Map.of());
  }

  private RunningProgram gateway(String name, Path jar, Path manifests) throws IOException {
    List<String> what =
        List.of(
            "-jar",
            jar.toString(),
            "run",
            manifests.toString(),
            "--port",
            "0",
            "--management-port",
            "0");
    Path state = Files.createDirectory(directory.resolve(name));
    return start(name, what, Map.of("HOST", "127.0.0.1", "STATE_DIR", state.toString()));
  }

  private RunningProgram start(String name, List<String> what, Map<String, String> environment) {
    RunningProgram program =
        RunningProgram.start(name, jvm.commandFor(name, what), environment, directory);
    programs.push(program);
    return program;
  }

  /** The programs run in another folder, so relative entries of a class path would be lost. */
  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((left, right) -> left + File.pathSeparator + right)
        .orElse("");
  }
}
