package dev.dragoman.gateway.source.stream;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the operator's certificate is judged by: the file's content of now. Not thread-safe. */
final class OperatorTrust {
  private final Path file;
  private byte[] content = new byte[0];
  private @Nullable SslContext context;

  OperatorTrust(Path file) {
    this.file = file;
  }

  /**
   * The trust of now, made anew when the file has changed.
   *
   * @throws DeliveryException when the file is absent or holds no certificates
   */
  SslContext current() {
    try {
      byte[] now = Files.readAllBytes(file);
      SslContext known = context;
      if (known == null || !Arrays.equals(now, content)) {
        known = SslContextBuilder.forClient().trustManager(new ByteArrayInputStream(now)).build();
        context = known;
        content = now;
      }
      return known;
    } catch (IOException e) {
      throw DeliveryException.unprepared(
          (e instanceof SSLException ? "no valid certificates in " : "cannot read ") + file, e);
    } catch (IllegalArgumentException e) {
      throw DeliveryException.unprepared("no valid certificates in " + file, e);
    }
  }
}
