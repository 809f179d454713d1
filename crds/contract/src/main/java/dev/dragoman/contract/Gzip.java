package dev.dragoman.contract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compression in memory. The JDK writes no time and no name, so equal bytes pack equally. */
final class Gzip {
  private Gzip() {}

  static byte[] pack(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 4 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Digest of what {@code packed} unpacks to, of which nothing is kept. */
  static String digest(byte[] packed) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return Digest.of(in);
    }
  }

  /**
   * Unpacks at most one byte more than {@code expected}: enough to see that it is too much.
   *
   * @throws ContractException when {@code packed} is cut or is no gzip
   */
  static byte[] unpack(byte[] packed, int expected) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readNBytes(expected + 1);
    } catch (IOException _) {
      throw new ContractException("", "a shard is cut or is not gzip");
    }
  }
}
