package dev.dragoman.store.window;

import java.time.Instant;

/**
 * One window of one bound.
 *
 * @param scope uid of the gateway: fleets that share tables share no window
 * @param subject uid of the key, quota or route that is bound
 * @param bound which of its bounds, such as {@code budget/monthly/cost} or {@code requests}
 * @param start first moment of the window, {@link Instant#EPOCH} for one without end
 */
public record WindowId(String scope, String subject, String bound, Instant start) {}
