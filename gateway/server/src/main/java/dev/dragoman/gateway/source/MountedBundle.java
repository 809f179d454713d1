package dev.dragoman.gateway.source;

import dev.dragoman.contract.Bundle;
import dev.dragoman.contract.BundleFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The boot copy that is mounted, read again when it has changed. A volume says nothing of its
 * changes, so it is looked at from time to time; a look costs the listing of a folder.
 */
public final class MountedBundle implements ConfigSource {
  /** Volumes change seconds after their objects do. */
  public static final Duration LOOK = Duration.ofSeconds(5);

  private static final Duration END = Duration.ofSeconds(5);

  private final Path folder;
  private final Intake intake;
  private final Duration every;
  private final SourceListener listener;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("dragoman-mounted").daemon().factory());
  private Map<Path, String> seen = Map.of();

  public MountedBundle(Path folder, Intake intake, Duration every, SourceListener listener) {
    this.folder = folder;
    this.intake = intake;
    this.every = every;
    this.listener = listener;
  }

  FolderFiles files() {
    return FolderFiles.of(folder);
  }

  @Override
  public void start() {
    var _ =
        looks.scheduleWithFixedDelay(
            this::lookSafely, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    looks.shutdown();
    try {
      if (!looks.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        looks.shutdownNow();
      }
    } catch (InterruptedException e) {
      looks.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      // Else no later change would be seen, and nobody would notice.
      listener.faulty(e);
    }
  }

  private void look() {
    FolderFiles files = files();
    Map<Path, String> stamps = files.stamps();
    if (stamps.equals(seen)) {
      return;
    }
    intake.deny(BundleFiles.denials(files));
    intake.keepDenials();
    intake.hold(BundleFiles.credentials(files), Origin.MOUNTED);
    if (BundleFiles.heads(files).stream().anyMatch(intake::wants)) {
      BundleFiles.newest(files).ifPresent(this::offer);
    }
    intake.refresh();
    seen = stamps;
  }

  private void offer(Bundle bundle) {
    intake.take(bundle, Origin.MOUNTED);
  }
}
