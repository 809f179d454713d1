package dev.dragoman.gateway.limit;

import dev.dragoman.store.window.TimeWindow;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A budget was spent up to one of its thresholds. Of all processes of a gateway one alone says so,
 * once a window and threshold.
 *
 * @param measure {@code tokens} or {@code cost}
 * @param percent the threshold
 * @param spent for good, or held by requests under way
 * @param currency null for tokens
 */
public record BudgetAlert(
    Subject subject,
    String budget,
    String measure,
    int percent,
    BigDecimal spent,
    BigDecimal limit,
    @Nullable String currency,
    TimeWindow window) {}
