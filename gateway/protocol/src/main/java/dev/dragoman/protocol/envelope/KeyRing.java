package dev.dragoman.protocol.envelope;

import org.jspecify.annotations.Nullable;

/** The keys of a fleet, of which one seals and all open. Asked anew for each envelope. */
public interface KeyRing {
  /** Without keys: nothing is sealed and nothing opens. */
  KeyRing EMPTY =
      new KeyRing() {
        @Override
        public @Nullable EnvelopeKey sealing() {
          return null;
        }

        @Override
        public @Nullable EnvelopeKey byKid(String kid) {
          return null;
        }
      };

  /** The key that seals, null when there is none. */
  @Nullable EnvelopeKey sealing();

  /** The key of this name, null when it is not known, or not any more. */
  @Nullable EnvelopeKey byKid(String kid);
}
