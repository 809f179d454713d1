package dev.dragoman.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Where a person reads.
 *
 * @param out what was asked for
 * @param err what is worth knowing
 */
record Terminal(PrintStream out, PrintStream err) {
  /**
   * The terminal of the process. Answers hold any character; a container's locale often says ASCII
   * where the terminal behind it reads UTF-8.
   */
  static Terminal ofProcess() {
    return new Terminal(stream(FileDescriptor.out), stream(FileDescriptor.err));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    Charset named = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
    Charset charset = named.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : named;
    return new PrintStream(new FileOutputStream(descriptor), true, charset);
  }
}
