package dev.dragoman.gateway.limit;

import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;

/** What counts for one bound: alone in this process, or as a slice of what a fleet shares. */
interface Window {
  /** Reserves what is claimed: at once where enough is there, else when a store has answered. */
  CompletableFuture<Grant> reserve(Claim claim);

  /** Charges what a grant led to and frees the rest of it. */
  void settle(Granted grant, BigDecimal used, Tally counted);

  /** Counts what nothing was reserved for. */
  void count(Tally counted);

  /** What is left of {@code most}, as far as this process knows. */
  BigDecimal left(BigDecimal most);
}
