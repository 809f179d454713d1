package dev.dragoman.gateway.limit;

import dev.dragoman.contract.StoreOutageEntry;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of a window.
 *
 * @param want what it may use at most
 * @param least what it can do with where there is not so much
 * @param max what all requests together may use, null where they are only counted
 */
record Claim(
    BigDecimal want, BigDecimal least, @Nullable BigDecimal max, StoreOutageEntry outage) {}
