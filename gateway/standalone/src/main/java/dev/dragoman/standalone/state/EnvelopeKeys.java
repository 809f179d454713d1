package dev.dragoman.standalone.state;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.EnvelopeKeySet;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.standalone.start.StartRefused;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The two keys that seal reasoning state on its way through clients. The newer one seals, both
 * open; a start finds it older than its period, makes the next and forgets the oldest, so that a
 * conversation may rest for a period and go on.
 */
public final class EnvelopeKeys {
  private static final Duration PERIOD = Duration.ofDays(90);
  private static final int KEPT = 2;
  private static final int KID_BYTES = 4;
  private static final int SECRET_BYTES = 32;

  private final StateDirectory directory;
  private final SecureRandom random;
  private final Clock clock;

  public EnvelopeKeys(StateDirectory directory, SecureRandom random, Clock clock) {
    this.directory = directory;
    this.random = random;
    this.clock = clock;
  }

  /**
   * The keys of this start. Where they cannot be kept they last as long as the process: an aid for
   * conversations is no reason not to serve.
   *
   * @param notice is told that they are not kept
   * @throws StartRefused when those that are kept cannot be read
   */
  public EnvelopeKeySet atStart(Consumer<String> notice) {
    List<EnvelopeKeyFile.Key> keys = new ArrayList<>(directory.readEnvelopeKeys().keys());
    Instant now = clock.instant();
    if (keys.size() < KEPT || now.isAfter(keys.getLast().since().plus(PERIOD))) {
      do {
        keys.add(made(now));
      } while (keys.size() < KEPT);
      while (keys.size() > KEPT) {
        keys.removeFirst();
      }
      keep(keys, notice);
    }
    Map<String, String> secrets = new HashMap<>();
    keys.forEach(key -> secrets.put(key.kid(), key.secret()));
    return new EnvelopeKeySet(keys.getLast().kid(), secrets);
  }

  private void keep(List<EnvelopeKeyFile.Key> keys, Consumer<String> notice) {
    try {
      directory.writeEnvelopeKeys(new EnvelopeKeyFile(keys));
    } catch (StartRefused e) {
      notice.accept(
          String.join("; ", e.lines()) + "; until then reasoning is lost with each restart");
    }
  }

  private EnvelopeKeyFile.Key made(Instant now) {
    return new EnvelopeKeyFile.Key(
        HexFormat.of().formatHex(bytes(KID_BYTES)),
        now,
        Base64.getEncoder().encodeToString(bytes(SECRET_BYTES)));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The configuration with {@code keys} among its credentials. */
  public static Configuration in(Configuration configuration, EnvelopeKeySet keys) {
    Map<CredentialRef, String> credentials = new HashMap<>(configuration.credentials());
    keys.values().forEach((name, value) -> credentials.put(new CredentialRef(name), value));
    return new Configuration(configuration.epoch(), configuration.config(), credentials);
  }
}
