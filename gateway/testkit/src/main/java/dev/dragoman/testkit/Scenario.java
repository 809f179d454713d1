package dev.dragoman.testkit;

import dev.dragoman.protocol.wire.WireHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * What a scripted upstream does with one request. Values; each {@code …ing} method makes another.
 */
public sealed interface Scenario {
  /** Answers nothing at all, not even a status. */
  record Silent() implements Scenario {}

  /**
   * Answers with a head and then step by step. After the last step the answer is complete.
   *
   * @param headers without framing: the server adds chunking where there is no {@code
   *     content-length}
   */
  record Answer(int status, WireHeaders headers, List<Step> steps) implements Scenario {
    public Answer {
      steps = List.copyOf(steps);
    }

    /** This answer with one more header. */
    public Answer with(String name, String value) {
      return new Answer(status, headers.with(name, value), steps);
    }

    /** This answer with a pause before each send. */
    public Answer pausing(Duration pause) {
      List<Step> paced = new ArrayList<>();
      for (Step step : steps) {
        if (step instanceof Step.Send) {
          paced.add(new Step.Pause(pause));
        }
        paced.add(step);
      }
      return new Answer(status, headers, paced);
    }

    /** This answer with every byte sent by itself. */
    public Answer byteAtATime() {
      List<Step> single = new ArrayList<>();
      for (Step step : steps) {
        if (step instanceof Step.Send(byte[] bytes)) {
          for (byte b : bytes) {
            single.add(new Step.Send(new byte[] {b}));
          }
        } else {
          single.add(step);
        }
      }
      return new Answer(status, headers, single);
    }

    /** This answer, then more frames. */
    public Answer sending(List<byte[]> frames) {
      return then(frames.stream().<Step>map(Step.Send::new).toList());
    }

    /** This answer, then one more frame. */
    public Answer sending(byte[] frame) {
      return then(List.of(new Step.Send(frame)));
    }

    /** This answer, then nothing until {@code gate} opens; what follows is sent after that. */
    public Answer waiting(CompletableFuture<?> gate) {
      return then(List.of(new Step.Await(gate)));
    }

    /** This answer, then silence on an open connection. */
    public Answer hanging() {
      return waiting(new CompletableFuture<Void>());
    }

    /** This answer, then the connection is closed before the answer is complete. */
    public Answer dropping() {
      return then(List.of(new Step.Drop()));
    }

    /** This answer, then the first half of {@code frame} and a closed connection. */
    public Answer droppingInside(byte[] frame) {
      return sending(Arrays.copyOf(frame, frame.length / 2)).dropping();
    }

    private Answer then(List<Step> more) {
      List<Step> longer = new ArrayList<>(steps);
      longer.addAll(more);
      return new Answer(status, headers, longer);
    }
  }

  /** One thing that an answer does. */
  sealed interface Step {
    /** Sends bytes at once. */
    record Send(byte[] bytes) implements Step {}

    record Pause(Duration length) implements Step {}

    /** Waits for the test. */
    record Await(CompletableFuture<?> gate) implements Step {}

    /** Closes the connection. */
    record Drop() implements Step {}
  }

  static Scenario silence() {
    return new Silent();
  }

  /** A whole body with its length. */
  static Answer body(int status, String contentType, byte[] bytes) {
    WireHeaders headers =
        WireHeaders.of(
            "content-type", contentType, "content-length", Integer.toString(bytes.length));
    return new Answer(status, headers, List.of(new Step.Send(bytes)));
  }

  /** A whole JSON body. */
  static Answer json(int status, byte[] bytes) {
    return body(status, "application/json", bytes);
  }

  /** A whole JSON body with status 200, whether or not a stream was asked for. */
  static Answer json(byte[] bytes) {
    return json(200, bytes);
  }

  /** A whole JSON body as text. */
  static Answer json(int status, String text) {
    return json(status, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A whole JSON body as text with status 200, whether or not a stream was asked for. */
  static Answer json(String text) {
    return json(200, text);
  }

  /** A whole JSON body, compressed. */
  static Answer gzippedJson(int status, byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json(status, packed.toByteArray()).with("content-encoding", "gzip");
  }

  /** A body whose length was announced, of which only the first half comes. */
  static Answer truncatedJson(byte[] bytes) {
    Answer whole = json(bytes);
    return new Answer(200, whole.headers(), List.of()).droppingInside(bytes);
  }

  /** A server-sent event stream of frames. */
  static Answer stream(List<byte[]> frames) {
    WireHeaders headers = WireHeaders.of("content-type", "text/event-stream; charset=utf-8");
    return new Answer(200, headers, List.of()).sending(frames);
  }

  /** A server-sent event stream, sent in these pieces. */
  static Answer stream(String... pieces) {
    return stream(Stream.of(pieces).map(piece -> piece.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /** A stream of messages in the binary framing of AWS. */
  static Answer eventStream(List<byte[]> messages) {
    WireHeaders headers = WireHeaders.of("content-type", "application/vnd.amazon.eventstream");
    return new Answer(200, headers, List.of()).sending(messages);
  }
}
