package dev.dragoman.store.report;

import dev.dragoman.contract.LimitEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a limit stands.
 *
 * @param of whose limit it is: {@code key}, or the {@code namespace/name} of a quota
 * @param remaining what a fleet has left of it, null where the store does not know: a single
 *     process keeps its rates to itself
 * @param resetsAt when {@code remaining} is whole again, null where that is not known
 */
public record LimitReport(
    String of, LimitEntry limit, @Nullable Long remaining, @Nullable Instant resetsAt) {}
