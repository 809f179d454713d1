package dev.dragoman.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;

/**
 * A port of loopback at which connections are refused. It is held, not listened at, so that nobody
 * else gets it meanwhile, as happens to the port of a server that was closed.
 */
public final class RefusingPort implements AutoCloseable {
  private final SocketChannel holder;
  private final int number;

  private RefusingPort(SocketChannel holder, int number) {
    this.holder = holder;
    this.number = number;
  }

  /** Takes a free one. */
  public static RefusingPort take() {
    try {
      SocketChannel holder = SocketChannel.open();
      holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new RefusingPort(holder, ((InetSocketAddress) holder.getLocalAddress()).getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int number() {
    return number;
  }

  /** A base URL at which nobody answers. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + number);
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
