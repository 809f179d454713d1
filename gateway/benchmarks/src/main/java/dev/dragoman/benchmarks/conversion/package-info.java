/**
 * What a conversion of a request costs in this process, beside what the same request costs when
 * both sides speak the same protocol.
 */
@NullMarked
package dev.dragoman.benchmarks.conversion;

import org.jspecify.annotations.NullMarked;
