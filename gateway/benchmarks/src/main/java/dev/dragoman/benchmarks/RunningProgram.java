package dev.dragoman.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that this command started and that listens on loopback. Closing it ends it and all that
 * it started; so does the end of this command.
 */
final class RunningProgram implements AutoCloseable {
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 15;

  private final String name;
  private final Process process;
  private final OutputTail output = new OutputTail();
  private final Thread hook = new Thread(this::kill);

  private RunningProgram(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts a program and returns when it has said where it listens.
   *
   * @param environment variables beside those of this command
   * @throws IllegalStateException with the program's last words, when it does not start
   */
  static RunningProgram start(
      String name, List<String> command, Map<String, String> environment, Path directory) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      RunningProgram program = new RunningProgram(name, builder.start());
      program.awaitAddress();
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  int port() {
    return output.port().join();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      process.getOutputStream().close();
      process.toHandle().destroy();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(name + " did not stop when asked and is killed");
      }
    } catch (IOException e) {
      System.err.println(name + " ended by itself: " + output.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      children.forEach(ProcessHandle::destroyForcibly);
      kill();
      forgetHook();
    }
  }

  private void awaitAddress() {
    Runtime.getRuntime().addShutdownHook(hook);
    Thread.ofVirtual().name(name).start(() -> output.drain(process.inputReader()));
    try {
      output.port().get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      close();
      throw new IllegalStateException(name + " did not start:\n" + output.text(), e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " started", e);
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hooks run already, this one among them: there is nothing to forget.
      return;
    }
  }
}
