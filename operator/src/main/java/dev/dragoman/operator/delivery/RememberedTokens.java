package dev.dragoman.operator.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks once a minute about each token. Kept by the token's digest; failures to find out are not
 * kept. Safe for all threads, and no thread waits for the question of another.
 */
final class RememberedTokens implements Tokens {
  static final Duration MEMORY = Duration.ofSeconds(60);

  /** More than the pods of a large fleet; a flood of false tokens displaces, and does not grow. */
  static final int MOST = 10_000;

  private final Tokens asked;
  private final Clock clock;
  private final Map<String, Answer> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          return size() > MOST;
        }
      };

  private record Answer(Optional<Caller> caller, Instant until) {}

  RememberedTokens(Tokens asked, Clock clock) {
    this.asked = asked;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> callerOf(String token) {
    String digest = Sha256.of(token);
    synchronized (answers) {
      Answer known = answers.get(digest);
      if (known != null && clock.instant().isBefore(known.until())) {
        return known.caller();
      }
      answers.remove(digest);
    }
    Optional<Caller> caller = asked.callerOf(token);
    synchronized (answers) {
      answers.put(digest, new Answer(caller, clock.instant().plus(MEMORY)));
    }
    return caller;
  }
}
