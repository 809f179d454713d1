package dev.dragoman.gateway.limit;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.store.window.TimeWindow;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How much of a budget is spent, by all processes of a gateway together.
 *
 * @param entry the budget as its owner wrote it
 * @param measure {@code tokens} or {@code cost}
 * @param spent for good; what requests under way hold is not in it
 * @param currency null for tokens
 */
public record BudgetStanding(
    Subject subject,
    BudgetEntry entry,
    String measure,
    BigDecimal spent,
    BigDecimal limit,
    @Nullable String currency,
    TimeWindow window) {}
