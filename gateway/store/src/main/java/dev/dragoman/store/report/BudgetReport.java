package dev.dragoman.store.report;

import dev.dragoman.contract.BudgetEntry.OnExceeded;
import dev.dragoman.contract.BudgetEntry.Period;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one amount of a budget stands. What was spent is null while the store cannot be reached.
 *
 * @param of whose budget it is: {@code key}, or the {@code namespace/name} of a quota
 * @param currency ISO 4217, null for a budget in tokens
 * @param limit what may be spent in a period
 * @param spent what is settled
 * @param reserved what running processes hold beside it, for requests that run or may come
 * @param remaining what is neither spent nor more than the limit
 * @param percent of the limit that is spent, rounded down; beyond 100 where spending goes on
 * @param startedAt first moment of the period
 * @param resetsAt first moment of the next one, null for none
 */
public record BudgetReport(
    String of,
    String name,
    Period period,
    OnExceeded onExceeded,
    @Nullable String currency,
    BigDecimal limit,
    @Nullable BigDecimal spent,
    @Nullable BigDecimal reserved,
    @Nullable BigDecimal remaining,
    @Nullable Integer percent,
    Instant startedAt,
    @Nullable Instant resetsAt) {}
