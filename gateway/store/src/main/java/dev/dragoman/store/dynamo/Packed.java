package dev.dragoman.store.dynamo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Content as gzip: a write is paid for by the kilobyte. */
final class Packed {
  private Packed() {}

  static byte[] pack(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 3 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** What {@link #pack} was given, of the pieces that its result was cut into. */
  static byte[] unpack(List<byte[]> pieces) {
    List<InputStream> streams =
        pieces.stream().<InputStream>map(ByteArrayInputStream::new).toList();
    try (GZIPInputStream in =
        new GZIPInputStream(new SequenceInputStream(Collections.enumeration(streams)))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("an item holds what was not written here", e);
    }
  }
}
