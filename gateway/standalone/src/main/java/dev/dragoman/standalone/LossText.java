package dev.dragoman.standalone;

import dev.dragoman.protocol.codec.Dropped;

/** A loss of a conversion as one line. */
final class LossText {
  private LossText() {}

  static String of(Dropped dropped) {
    return dropped.path()
        + ": "
        + dropped.reason()
        + switch (dropped.loss()) {
          case ADVISORY -> " (advisory)";
          case OPAQUE_STATE -> " (state of another provider)";
          case SEMANTIC -> " (the answer may differ)";
        };
  }
}
