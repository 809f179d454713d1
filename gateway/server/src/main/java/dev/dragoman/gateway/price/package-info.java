/**
 * What tokens cost. Pure; imports the contract and the store's counts of tokens alone.
 *
 * <p>Amounts are decimals, exact: nothing is rounded, so sums of costs are costs of sums.
 */
@NullMarked
package dev.dragoman.gateway.price;

import org.jspecify.annotations.NullMarked;
