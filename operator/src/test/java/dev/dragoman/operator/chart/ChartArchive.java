package dev.dragoman.operator.chart;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A packaged chart: a gzipped ustar archive (POSIX.1-1988, pax(1)) of one folder. */
record ChartArchive(Path file) {
  private static final int BLOCK = 512;

  /** Lays its files out below {@code folder} and returns the chart's own folder there. */
  Path unpack(Path folder) throws IOException {
    Path chart = folder;
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
      ByteBuffer archive = ByteBuffer.wrap(packed.readAllBytes());
      while (archive.remaining() >= BLOCK && archive.get(archive.position()) != 0) {
        byte[] head = new byte[BLOCK];
        archive.get(head);
        String name = text(head, 345, 155) + text(head, 0, 100);
        byte[] content = new byte[Integer.parseInt(text(head, 124, 12).strip(), 8)];
        archive.get(content);
        archive.position(archive.position() + padding(content.length));
        if (head[156] == '0') {
          write(folder.resolve(name).normalize(), folder, content);
          chart = folder.resolve(Path.of(name).getName(0));
        }
      }
    }
    return chart;
  }

  private static void write(Path to, Path folder, byte[] content) throws IOException {
    if (!to.startsWith(folder)) {
      throw new IOException(to + " is outside of the chart");
    }
    Files.createDirectories(to.resolveSibling("."));
    try (InputStream bytes = new ByteArrayInputStream(content)) {
      Files.copy(bytes, to);
    }
  }

  private static int padding(int length) {
    return (BLOCK - length % BLOCK) % BLOCK;
  }

  private static String text(byte[] head, int from, int length) {
    String field = new String(head, from, length, StandardCharsets.UTF_8);
    int end = field.indexOf('\0');
    return end < 0 ? field : field.substring(0, end);
  }
}
