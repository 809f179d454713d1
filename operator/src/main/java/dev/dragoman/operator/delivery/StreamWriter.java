package dev.dragoman.operator.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes the events of one pod until its stream ends. The thread that runs it is the connection's
 * own; a write that takes too long is broken off by interrupting it, which closes the connection.
 */
final class StreamWriter {
  static final Duration PING = Duration.ofSeconds(10);

  private final Subscriber subscriber;
  private final OutputStream out;
  private final WriteDeadlines deadlines;
  private final GatewayChannel channel;

  StreamWriter(
      Subscriber subscriber, OutputStream out, WriteDeadlines deadlines, GatewayChannel channel) {
    this.subscriber = subscriber;
    this.out = out;
    this.deadlines = deadlines;
    this.channel = channel;
  }

  /**
   * Returns when the stream is to end, or the pod has been silent for so long that nobody can be at
   * its other end.
   */
  void run() throws IOException, InterruptedException {
    while (!channel.isDead(subscriber)) {
      Optional<Subscriber.Event> event = subscriber.next(PING);
      if (event.isEmpty()) {
        return;
      }
      write(event.get());
    }
  }

  private void write(Subscriber.Event event) throws IOException {
    byte[] frame =
        "event: %s\ndata: %s\n\n"
            .formatted(event.name(), event.data())
            .getBytes(StandardCharsets.UTF_8);
    try (WriteDeadlines.Deadline _ = deadlines.begin()) {
      out.write(frame);
      out.flush();
    }
  }
}
