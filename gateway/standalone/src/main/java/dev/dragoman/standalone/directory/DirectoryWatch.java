package dev.dragoman.standalone.directory;

import dev.dragoman.standalone.start.StartRefused;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory again when it changes. The file system says when; where it says nothing, as on
 * some mounted volumes, a look from time to time finds the change. A burst of changes is one
 * reading.
 */
public final class DirectoryWatch {
  /** Waited for after a change, so that what is written together is read together. */
  private static final Duration QUIET = Duration.ofMillis(60);

  /** Longest wait for quiet: a burst without end must not keep a change from being seen. */
  private static final Duration LONGEST = Duration.ofMillis(400);

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration END = Duration.ofSeconds(5);

  private final Path directory;
  private final DirectoryService service;
  private final Listener listener;
  private final CountDownLatch end = new CountDownLatch(1);
  private final @Nullable WatchService events;
  private final Thread thread;
  private List<String> refusal = List.of();

  /** Is told what came of a change. */
  public interface Listener {
    /** What the directory says now. */
    void changed(DirectoryService.Reading reading);

    /** What it says now cannot be served, or not be read; what was served before goes on. */
    void refused(List<String> lines);
  }

  private DirectoryWatch(Path directory, DirectoryService service, Listener listener) {
    this.directory = directory;
    this.service = service;
    this.listener = listener;
    this.events = eventsOf(directory);
    this.thread = Thread.ofPlatform().name("dragoman-directory").daemon().unstarted(this::watch);
  }

  /** Watches from now on; {@code service} then belongs to the watch. */
  public static DirectoryWatch start(Path directory, DirectoryService service, Listener listener) {
    DirectoryWatch watch = new DirectoryWatch(directory, service, listener);
    watch.thread.start();
    return watch;
  }

  /** Null where the system has no more of them to give: then there are looks alone. */
  private static @Nullable WatchService eventsOf(Path directory) {
    try {
      return directory.getFileSystem().newWatchService();
    } catch (IOException e) {
      return null;
    }
  }

  private void watch() {
    try {
      @Nullable WatchKey registered = null;
      do {
        if (registered == null || !registered.isValid()) {
          registered = register();
        }
        read();
      } while (!isOver());
    } catch (ClosedWatchServiceException e) {
      // stop() ends a wait in this way.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Null while the directory is not there; looks go on, and find it when it is back. */
  private @Nullable WatchKey register() {
    try {
      return events == null
          ? null
          : directory.register(
              events,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException e) {
      return null;
    }
  }

  /** Waits for a change and the quiet after it, or for the time of the next look. */
  private boolean isOver() throws InterruptedException {
    if (events == null) {
      return end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
    WatchKey key = events.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    long latest = System.nanoTime() + LONGEST.toNanos();
    while (key != null) {
      key.pollEvents();
      key.reset();
      long left = latest - System.nanoTime();
      key = left <= 0 ? null : events.poll(Math.min(QUIET.toNanos(), left), TimeUnit.NANOSECONDS);
    }
    return end.getCount() == 0;
  }

  private void read() {
    try {
      service.next().ifPresent(listener::changed);
      refusal = List.of();
    } catch (StartRefused refused) {
      say(refused.lines());
    } catch (RuntimeException e) {
      say(List.of(directory + ": it could not be taken over: " + e));
    }
  }

  /** The same word is said once, however often the directory is looked at. */
  private void say(List<String> lines) {
    if (!lines.equals(refusal)) {
      refusal = lines;
      listener.refused(lines);
    }
  }

  /**
   * Ends the watching; returns when a reading that is under way is through. Not by an interrupt:
   * that would tear a file from the reading's hands.
   */
  public void stop() throws InterruptedException {
    end.countDown();
    if (events != null) {
      try {
        events.close();
      } catch (IOException e) {
        listener.refused(List.of(directory + ": watching it could not be ended: " + e));
      }
    }
    thread.join(END);
  }
}
