/**
 * Whether the product keeps its promises: it runs as its own process from the jar that users run,
 * between the vendors' official SDKs as clients and scripted servers as upstreams. Everything here
 * goes through sockets; no class of the product is called, none but the testkit's is imported.
 */
@NullMarked
package dev.dragoman.conformance;

import org.jspecify.annotations.NullMarked;
