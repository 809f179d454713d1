package dev.dragoman.fleet;

import dev.dragoman.contract.DigestEntry;
import java.util.List;

/** The versions of one key's text, without the text. */
public record KeyVersions(String keyId, List<DigestEntry> digests) {
  public KeyVersions {
    digests = List.copyOf(digests);
  }
}
