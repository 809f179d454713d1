package dev.dragoman.protocol.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * How the objects of a stream follow each other: as server-sent events of {@code data:} alone, or
 * as the elements of one JSON array, which is what a client gets that does not say {@code alt=sse}.
 * Single use.
 */
final class ReplyFrames {
  private static final byte[] KEEP_ALIVE = ": ping\r\n\r\n".getBytes(UTF_8);

  private final boolean framed;
  private boolean begun;

  ReplyFrames(boolean framed) {
    this.framed = framed;
  }

  void write(byte[] object, ByteArrayOutputStream out) {
    if (framed) {
      out.writeBytes("data: ".getBytes(UTF_8));
      out.writeBytes(object);
      out.writeBytes("\r\n\r\n".getBytes(UTF_8));
      return;
    }
    out.writeBytes((begun ? ",\r\n" : "[").getBytes(UTF_8));
    out.writeBytes(object);
    begun = true;
  }

  /** Something that no reader takes for an object: a comment, or white space. */
  void keepAlive(ByteArrayOutputStream out) {
    out.writeBytes(framed ? KEEP_ALIVE : "\n".getBytes(UTF_8));
  }

  void end(ByteArrayOutputStream out) {
    if (!framed) {
      out.writeBytes((begun ? "]" : "[]").getBytes(UTF_8));
    }
  }
}
