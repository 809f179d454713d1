package dev.dragoman.benchmarks.fleet;

import dev.dragoman.benchmarks.Times;

/**
 * What one run measured. Sizes are in bytes.
 *
 * @param cold the first resolving and rendering of this JVM
 * @param warm everything read, resolved and rendered anew
 * @param edited one route is another object, the rest is taken over
 * @param copied floor: the entries of the rendered configuration put into new lists, nothing else
 * @param written floor: the rendered configuration written as JSON, without making it
 * @param pod what the same configuration costs a pod
 * @param jsonBytes of the configuration as JSON
 * @param resourceHeap what the resources hold
 * @param fleetHeap what the resolved fleet and its configuration hold beside them
 */
record FleetFigures(
    Times cold,
    Times warm,
    Times edited,
    Times copied,
    Times written,
    PodFigures pod,
    int jsonBytes,
    long resourceHeap,
    long fleetHeap) {}
