package dev.dragoman.benchmarks.fleet;

import dev.dragoman.benchmarks.Times;

/**
 * What the configuration costs each pod of the gateway.
 *
 * @param first the first configuration of a pod, all of it parsed and compiled
 * @param edited one route is another, in one shard; with the copy on disk
 * @param denied one more key is refused, the configuration stays
 */
record PodFigures(Times first, Times edited, Times denied) {}
