/**
 * What a large fleet costs the operator and each pod: {@link
 * dev.dragoman.benchmarks.fleet.FleetLoad} makes many routes and keys, resolves and renders them in
 * its own process, gives what came out to a pod's intake, and prints tables with their floors.
 *
 * <p>May import {@code dragoman.fleet} and the pod's {@code config} and {@code source}, with what
 * they take and give. No network.
 */
@NullMarked
package dev.dragoman.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
