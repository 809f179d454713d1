package dev.dragoman.conformance.judge;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A judgement.
 *
 * @param faults what is wrong, with the path of each; empty when nothing is
 */
public record Verdict(List<String> faults) {
  public Verdict {
    faults = List.copyOf(faults);
  }

  public boolean accepted() {
    return faults.isEmpty();
  }

  /** Fails a test when there are faults. */
  public void orFail(String what, byte[] judged) {
    if (!accepted()) {
      throw new AssertionError(
          what
              + " is refused by the vendor's SDK: "
              + String.join("; ", faults)
              + System.lineSeparator()
              + new String(judged, StandardCharsets.UTF_8));
    }
  }
}
