package dev.dragoman.protocol.fuzz;

import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.envelope.Envelopes;
import dev.dragoman.protocol.envelope.Keys;
import dev.dragoman.protocol.envelope.StateSealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What an answer needs beside itself: the question, and keys. */
final class Answering {
  private static final Path PLAIN = Path.of("src/test/resources/conversations/plain-text");
  private static final Map<ClientProtocol, byte[]> QUESTIONS = new ConcurrentHashMap<>();

  private Answering() {}

  static ReplyContext context(ClientProtocol client) {
    byte[] question = QUESTIONS.computeIfAbsent(client, Answering::question);
    return new ReplyContext(
        "0123456789abcdef01234567",
        null,
        Instant.ofEpochSecond(1_764_000_000),
        () -> 12,
        true,
        true,
        RequestLaws.asked(client, question));
  }

  private static byte[] question(ClientProtocol client) {
    try {
      return Files.readAllBytes(PLAIN.resolve(client.id().value() + Kind.REQUEST.suffix()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static StateSealer sealer(ClientProtocol client, UpstreamProtocol upstream) {
    return new StateSealer(
        new Envelopes(Keys.ring(Keys.key("golden", 7))),
        new StateSealer.Sides(
            client.inbound().thoughtCarrier(),
            upstream.outbound().signsThinking(),
            StateSealer.View.TEXT));
  }
}
