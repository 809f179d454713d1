/**
 * A cluster without container images: a real API server and its controllers, and a node whose pods
 * are processes of this machine.
 */
@NullMarked
package dev.dragoman.operator.cluster;

import org.jspecify.annotations.NullMarked;
