/**
 * Fuzzing by the clock: for each codec, golden conversations with something wrong in them, checked
 * for what holds of any bytes. {@code -Dfuzz.seconds} says how long each codec is tried, {@code
 * -Dfuzz.seed} from which number the inputs are made; both are printed, and a run that says how
 * long takes a new seed. Inputs that once went wrong lie under {@code fuzz/} in the test resources
 * and are checked in every run.
 */
@NullMarked
package dev.dragoman.protocol.fuzz;

import org.jspecify.annotations.NullMarked;
