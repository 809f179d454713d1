package dev.dragoman.protocol.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * How the objects of a stream follow each other: as server-sent events of {@code data:} alone, or
 * as the elements of one JSON array, which is what a client gets that does not say {@code alt=sse}.
 * Single use.
 */
final class ReplyFrames {
  private static final byte[] END_OF_FRAME = "\r\n\r\n".getBytes(UTF_8);

  private final boolean framed;
  private boolean begun;

  ReplyFrames(boolean framed) {
    this.framed = framed;
  }

  void write(byte[] object, ByteArrayOutputStream out) {
    if (framed) {
      out.writeBytes("data: ".getBytes(UTF_8));
      out.writeBytes(object);
      out.writeBytes(END_OF_FRAME);
      return;
    }
    out.writeBytes((begun ? ",\r\n" : "[").getBytes(UTF_8));
    out.writeBytes(object);
    begun = true;
  }

  /**
   * White space, which no reader takes for an object. A comment would be no less by the standard of
   * event streams, but Google's SDK for JavaScript finds no further frame behind one and ends with
   * "Incomplete JSON segment at the end" (js-genai 1.30 in Gemini CLI 0.61).
   */
  void keepAlive(ByteArrayOutputStream out) {
    out.writeBytes(framed ? END_OF_FRAME : "\n".getBytes(UTF_8));
  }

  void end(ByteArrayOutputStream out) {
    if (!framed) {
      out.writeBytes((begun ? "]" : "[]").getBytes(UTF_8));
    }
  }
}
