/**
 * From resources to verdicts and configuration: what each object means beside all others, what is
 * wrong with it, and what a gateway runs on. Pure: no cluster, no clock, no files but the data of
 * this module; secrets stay behind a port and their values never pass through. The operator and the
 * directory mode share it. Imports contract, resources and their annotations.
 */
@NullMarked
package dev.dragoman.fleet;

import org.jspecify.annotations.NullMarked;
