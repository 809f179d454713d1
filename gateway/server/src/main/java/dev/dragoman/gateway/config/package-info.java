/**
 * From a configuration to the immutable snapshot that requests run on. Imports contract, protocol
 * and the ports of {@code upstream}.
 */
@NullMarked
package dev.dragoman.gateway.config;

import org.jspecify.annotations.NullMarked;
