package dev.dragoman.contract.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The sample configurations: writers must be able to make them, readers must take them all. */
public final class Samples {
  /** Names of the samples; {@code every-field} sets every field of the contract at least once. */
  public static final List<String> NAMES =
      List.of("empty", "every-field", "failover", "quickstart");

  private Samples() {}

  /** The JSON of the sample, laid out for people. */
  public static byte[] json(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/samples/" + name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no sample " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
