package dev.dragoman.gateway.source;

import dev.dragoman.contract.Bundle;
import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.source.stream.StreamSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Supplies a pod with its configuration (kubernetes.md 3.4): it starts on the newest whole copy,
 * connects, and is ready once a configuration is in force and the stream has brought one or has had
 * its time to. Without any copy it is not ready until one arrives.
 */
public final class ConfigSupply {
  /** Short enough that a container that starts from its own copy is ready within 15 s. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Intake intake;
  private final DiskCopy disk;
  private final MountedBundle mounted;
  private final StreamSource stream;

  public ConfigSupply(Intake intake, DiskCopy disk, MountedBundle mounted, StreamSource stream) {
    this.intake = intake;
    this.disk = disk;
    this.mounted = mounted;
    this.stream = stream;
  }

  private record Copy(Bundle bundle, Origin origin) {}

  /**
   * Takes the copies and starts the sources.
   *
   * @param patience how long a first head of the stream is waited for
   * @param ready is run once, when requests should be sent here
   */
  public void start(Duration patience, Runnable ready) {
    List<Copy> copies = copies();
    for (Copy copy : copies) {
      if (intake.take(copy.bundle, copy.origin) instanceof Applied) {
        break;
      }
    }
    mounted.start();
    stream.start();
    // Once ready, always ready: there is nothing to wait for or to take back.
    var _ =
        intake
            .served()
            .runAfterBoth(
                stream
                    .firstHead()
                    .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS),
                ready);
  }

  /** Ends the sources, the stream first; what is in force stays. */
  public void stop() {
    stream.stop();
    mounted.stop();
  }

  /** The copies, the newest first; denials and credentials are taken over from both. */
  private List<Copy> copies() {
    List<Copy> found = new ArrayList<>(2);
    add(found, mounted.files(), Origin.MOUNTED);
    add(found, disk.files(), Origin.DISK);
    if (found.size() == 2 && isNewer(found.getLast(), found.getFirst())) {
      found.addFirst(found.removeLast());
    }
    return found;
  }

  private void add(List<Copy> found, FolderFiles files, Origin origin) {
    intake.deny(BundleFiles.denials(files));
    intake.hold(BundleFiles.credentials(files), origin);
    BundleFiles.newest(files).ifPresent(newest -> found.add(new Copy(newest, origin)));
  }

  /** Of two epochs that of the mounted copy counts: new ones begin where it comes from. */
  private static boolean isNewer(Copy own, Copy mounted) {
    BundleHead head = own.bundle.head();
    return head.epoch().equals(mounted.bundle.head().epoch())
        && head.generation() >= mounted.bundle.head().generation();
  }
}
