package dev.dragoman.protocol.fuzz;

import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Changes the frames of a stream: drops, doubles, moves and borrows them, or what they say. */
final class StreamMutator {
  private final Random random;

  StreamMutator(Random random) {
    this.random = random;
  }

  byte[] mutated(byte[] stream, byte[] other) {
    List<SseFrame> frames = frames(stream);
    List<SseFrame> donors = frames(other);
    for (int left = 1 + random.nextInt(3); left > 0 && !frames.isEmpty(); left--) {
      change(frames, donors);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frames.forEach(frame -> out.writeBytes(frame.raw()));
    return out.toByteArray();
  }

  private void change(List<SseFrame> frames, List<SseFrame> donors) {
    int at = random.nextInt(frames.size());
    SseFrame donor = donors.isEmpty() ? frames.get(at) : one(donors);
    switch (random.nextInt(9)) {
      case 0 -> frames.remove(at);
      case 1 -> frames.add(random.nextInt(frames.size() + 1), frames.get(at));
      case 2 -> Collections.swap(frames, at, random.nextInt(frames.size()));
      case 3 -> frames.add(at, donor);
      case 4 -> frames.subList(at, frames.size()).clear();
      case 5 -> frames.set(at, frame(donor.event(), frames.get(at).data()));
      default -> frames.set(at, said(frames.get(at), donor));
    }
  }

  /** A frame that says something else. */
  private SseFrame said(SseFrame frame, SseFrame donor) {
    byte[] data = frame.data();
    byte[] other = donor.data();
    return data == null
        ? frame
        : frame(frame.event(), new JsonMutator(random).mutated(data, other == null ? data : other));
  }

  private static SseFrame frame(@Nullable String event, byte @Nullable [] data) {
    byte[] said = data == null ? new byte[0] : data;
    return new SseFrame(event, said, SseFrame.bytes(event, SseFrame.onOneLine(said)));
  }

  private SseFrame one(List<SseFrame> frames) {
    return frames.get(random.nextInt(frames.size()));
  }

  private static List<SseFrame> frames(byte[] stream) {
    List<SseFrame> frames = new ArrayList<>();
    SseDecoder decoder = new SseDecoder();
    decoder.accept(stream, frames::add);
    decoder.finish(frames::add);
    return frames;
  }
}
