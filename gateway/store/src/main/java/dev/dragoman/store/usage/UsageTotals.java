package dev.dragoman.store.usage;

import dev.dragoman.store.window.Tally;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one process counted on one day for one set of labels. A process writes its whole count each
 * time, so that a repeated write changes nothing; readers add up the processes.
 *
 * @param scope uid of the gateway
 * @param day in UTC
 * @param holder the process, from its start to its end; empty in answers, which are sums
 * @param currency of the cost, null where no price was known
 */
public record UsageTotals(
    String scope,
    LocalDate day,
    UsageLabels labels,
    String holder,
    Tally tally,
    @Nullable String currency) {}
