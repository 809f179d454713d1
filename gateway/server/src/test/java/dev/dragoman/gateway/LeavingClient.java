package dev.dragoman.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client on a plain socket, which can hang up at any moment. */
final class LeavingClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final StringBuilder received = new StringBuilder();

  private LeavingClient(Socket socket) {
    this.socket = socket;
  }

  /** Sends a Messages request and waits for nothing. */
  static LeavingClient post(TestGateway gateway, String body) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    String head =
        "POST /v1/messages HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\n"
            .formatted(TestGateway.KEY);
    String framing =
        "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
    socket.getOutputStream().write((head + framing).getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return new LeavingClient(socket);
  }

  /** Waits for any bytes of the reply. */
  void awaitBytes() throws IOException {
    read();
  }

  /** Waits until the reply holds {@code text}. */
  void awaitText(String text) throws IOException {
    while (received.indexOf(text) < 0) {
      read();
    }
  }

  private void read() throws IOException {
    InputStream in = socket.getInputStream();
    byte[] chunk = new byte[4096];
    int count = in.read(chunk);
    if (count < 0) {
      throw new IOException("the reply ended: " + received);
    }
    received.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
  }

  String received() {
    return received.toString();
  }

  /** Hangs up. */
  void leave() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
