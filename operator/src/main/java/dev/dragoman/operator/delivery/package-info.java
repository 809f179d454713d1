/**
 * How a configuration reaches the pods of its gateway: published by compare-and-swap, announced on
 * a stream, copied into objects that new pods start from, and followed until each pod acknowledged
 * it. Knows no resource but the name of the gateway; what is delivered comes in as a {@code
 * Rendering}. Imports contract and the Kubernetes client.
 */
@NullMarked
package dev.dragoman.operator.delivery;

import org.jspecify.annotations.NullMarked;
