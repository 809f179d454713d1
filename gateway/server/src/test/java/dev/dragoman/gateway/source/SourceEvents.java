package dev.dragoman.gateway.source;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.Denials;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a source said, in order, for tests that wait for it. Thread-safe. */
public final class SourceEvents implements SourceListener {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  /**
   * Waits for a saying that begins so; those before it are dropped.
   *
   * @throws AssertionError when it is not said in time
   */
  public String await(String beginning) throws InterruptedException {
    return await(text -> text.startsWith(beginning), beginning);
  }

  private String await(Predicate<String> wanted, String description) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    StringBuilder before = new StringBuilder();
    while (true) {
      String next = said.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new AssertionError(description + " was not said, but:" + before);
      }
      if (wanted.test(next)) {
        return next;
      }
      before.append(System.lineSeparator()).append(next);
    }
  }

  /** How often something that begins so was said and not waited for. */
  public long count(String beginning) {
    return said.stream().filter(text -> text.startsWith(beginning)).count();
  }

  @Override
  public void inForce(Origin origin) {
    said.add("in force " + origin);
  }

  @Override
  public void refused(@Nullable BundleHead head, String reason) {
    said.add("refused " + reason);
  }

  @Override
  public void denied(Denials denials) {
    said.add("denied " + denials.revision());
  }

  @Override
  public void credentials(long revision, Origin origin) {
    said.add("credentials " + revision + " " + origin);
  }

  @Override
  public void connected(String address) {
    said.add("connected " + address);
  }

  @Override
  public void disconnected(String reason) {
    said.add("disconnected " + reason);
  }

  @Override
  public void callFailed(String reason) {
    said.add("call failed " + reason);
  }

  @Override
  public void copyFailed(String reason) {
    said.add("copy failed " + reason);
  }

  @Override
  public void copyRecovered() {
    said.add("copy recovered");
  }

  @Override
  public void faulty(RuntimeException fault) {
    said.add("faulty " + fault);
  }
}
