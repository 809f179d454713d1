/** The product as a process, and the manifests that it is started with. */
@NullMarked
package dev.dragoman.conformance.gateway;

import org.jspecify.annotations.NullMarked;
