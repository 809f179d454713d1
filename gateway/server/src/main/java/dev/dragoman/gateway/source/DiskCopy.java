package dev.dragoman.gateway.source;

import dev.dragoman.contract.BootSet;
import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.Shards;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The copy of what is in force that a pod keeps for its next start, in the files of {@link
 * BundleFiles}: one boot set, its head written last. Where it cannot be written, as on a full disk,
 * that is said once and the pod goes on from memory. Holds credentials, so its folder belongs in
 * memory. Thread-safe.
 */
public final class DiskCopy {
  private final Path folder;
  private final DurableFiles.Writer writer;
  private final SourceListener listener;
  private boolean failing;

  /** A copy in {@code folder}, which is made when it is needed. */
  public DiskCopy(Path folder, SourceListener listener) {
    this(folder, DurableFiles::write, listener);
  }

  DiskCopy(Path folder, DurableFiles.Writer writer, SourceListener listener) {
    this.folder = folder;
    this.writer = writer;
    this.listener = listener;
  }

  FolderFiles files() {
    return FolderFiles.of(folder);
  }

  /** Keeps a configuration and forgets the parts of the one before. */
  synchronized void keep(BundleHead head, Shards shards) {
    Map<String, byte[]> blobs = BundleFiles.blobs(shards);
    attempt(() -> {
      for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
        Path file = folder.resolve(blob.getKey());
        // It is named by its content, so what is there under this name is that.
        if (!Files.exists(file)) {
          writer.write(file, blob.getValue());
        }
      }
      writer.write(folder.resolve(BundleFiles.head(BootSet.A)), ContractJson.write(head));
      forget(blobs.keySet());
    });
  }

  synchronized void keep(Denials denials) {
    attempt(() -> writer.write(folder.resolve(BundleFiles.DENIALS), ContractJson.write(denials)));
  }

  synchronized void keep(Credentials credentials) {
    attempt(() ->
        writer.write(folder.resolve(BundleFiles.CREDENTIALS), ContractJson.write(credentials)));
  }

  private void forget(Set<String> keptBlobs) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "blob-*")) {
      for (Path file : files) {
        if (!keptBlobs.contains(String.valueOf(file.getFileName()))) {
          Files.delete(file);
        }
      }
    }
  }

  /** Something that may fail for want of space. */
  private interface Writing {
    void run() throws IOException;
  }

  private void attempt(Writing writing) {
    try {
      Files.createDirectories(folder);
      writing.run();
      if (failing) {
        failing = false;
        listener.copyRecovered();
      }
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        listener.copyFailed(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }
}
