package dev.dragoman.store.report;

import dev.dragoman.store.window.Tally;
import java.time.Instant;

/**
 * What a key used in a calendar month (UTC), whatever budgets it has.
 *
 * @param currency of the cost, ISO 4217
 */
public record MonthReport(String currency, Instant startedAt, Instant resetsAt, Tally tally) {}
