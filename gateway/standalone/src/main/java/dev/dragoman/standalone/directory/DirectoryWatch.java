package dev.dragoman.standalone.directory;

import dev.dragoman.standalone.start.StartRefused;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
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

  /** Looks cost what the last reading cost; they are this many times as far apart. */
  private static final int COST_OF_LOOKS = 20;

  private static final Duration SHORTEST_LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
  private static final Duration END = Duration.ofSeconds(5);

  private final Path directory;
  private final DirectoryService service;
  private final Listener listener;
  private final CountDownLatch end = new CountDownLatch(1);
  private final @Nullable WatchService events;
  private final Thread thread;
  private @Nullable WatchKey registered;
  private @Nullable Object registeredInode;
  private Duration look = SHORTEST_LOOK;
  private List<String> refusal = List.of();

  /** Is told what came of a change. */
  public interface Listener {
    /** What the directory says now. */
    void changed(DirectoryService.Reading reading);

    /** What it says now cannot be served, or not be read; what was served before goes on. */
    void refused(List<String> lines);
  }

  private DirectoryWatch(
      Path directory, DirectoryService service, Listener listener, @Nullable WatchService events) {
    this.directory = directory;
    this.service = service;
    this.listener = listener;
    this.events = events;
    this.thread = Thread.ofPlatform().name("dragoman-directory").daemon().unstarted(this::watch);
  }

  /** Watches from now on; {@code service} then belongs to the watch. */
  public static DirectoryWatch start(Path directory, DirectoryService service, Listener listener) {
    return start(directory, service, listener, eventsOf(directory));
  }

  /** Watches with the events given, or with looks alone. */
  static DirectoryWatch start(
      Path directory, DirectoryService service, Listener listener, @Nullable WatchService events) {
    DirectoryWatch watch = new DirectoryWatch(directory, service, listener, events);
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
      do {
        register();
        read();
      } while (!isOver());
    } catch (ClosedWatchServiceException e) {
      // stop() ends a wait in this way.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Registers where the path leads now: it may be a link that was turned to another directory.
   * While the directory is not there nothing is registered, and looks find it when it is back.
   */
  private void register() {
    try {
      Object inode = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
      boolean same = inode == null || inode.equals(registeredInode);
      if (events == null || (registered != null && registered.isValid() && same)) {
        return;
      }
      if (registered != null) {
        registered.cancel();
      }
      registered =
          directory.register(
              events,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
      registeredInode = inode;
    } catch (IOException e) {
      registered = null;
    }
  }

  /** Waits for a change and the quiet after it, or for the time of the next look. */
  private boolean isOver() throws InterruptedException {
    if (events == null) {
      return end.await(look.toMillis(), TimeUnit.MILLISECONDS);
    }
    WatchKey key = events.poll(look.toMillis(), TimeUnit.MILLISECONDS);
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
    long start = System.nanoTime();
    try {
      service.next().ifPresent(listener::changed);
      refusal = List.of();
    } catch (StartRefused refused) {
      say(refused.lines());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // Without this thread no later change would be seen, and nobody would notice.
      say(List.of(directory + ": it could not be taken over: " + e.getClass().getName()));
    }
    look = within(Duration.ofNanos(System.nanoTime() - start).multipliedBy(COST_OF_LOOKS));
  }

  private static Duration within(Duration wanted) {
    Duration atLeast = wanted.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : wanted;
    return atLeast.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : atLeast;
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
