package dev.dragoman.protocol.codec;

import java.util.List;

/**
 * Follows one answer on its way to the client, and makes of it what is stored. Single use, not
 * thread-safe.
 */
public interface AnswerRecorder {
  /** What becomes of the next bytes. */
  sealed interface Step {
    /** They go on. */
    record Pass(byte[] bytes) implements Step {}

    /**
     * The answer is complete and is to be stored.
     *
     * @param id under which it is stored
     * @param content what is stored
     * @param stored what goes on when it was
     * @param unstored what goes on when it could not be, and says so
     */
    record Store(String id, byte[] content, byte[] stored, byte[] unstored) implements Step {}
  }

  /** A whole answer. */
  Step whole(byte[] body);

  /** The next bytes of a stream, in any slicing. */
  List<Step> accept(byte[] bytes);

  /** The stream has ended. */
  List<Step> finish();
}
