/**
 * Names of metrics and log keys, and the code that records them; the only home of these strings.
 * Imports exchange's record, config's outcomes, and what else is watched.
 */
@NullMarked
package dev.dragoman.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
