package dev.dragoman.operator.delivery;

import java.util.Optional;

/** Says whom a token belongs to. */
@FunctionalInterface
interface Tokens {
  /**
   * The ServiceAccount, empty when the token is not valid for {@code DeliveryPaths.AUDIENCE}.
   *
   * @throws RuntimeException when that cannot be found out now
   */
  Optional<Caller> callerOf(String token);
}
