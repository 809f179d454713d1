package dev.dragoman.contract;

import java.time.Duration;

/**
 * How media are fetched that clients name by address and models take as bytes only.
 *
 * @param plainHttp whether addresses without TLS count
 * @param maxBytes most bytes for one request
 * @param maxAddresses most addresses of one request
 * @param timeout how long all of them may take together
 */
public record MediaEntry(boolean plainHttp, long maxBytes, int maxAddresses, Duration timeout) {
  public MediaEntry {
    Require.atLeast(1, maxBytes, "maxBytes");
    Require.atLeast(1, maxAddresses, "maxAddresses");
    Require.that(timeout.isPositive(), "timeout must be longer than zero");
  }
}
