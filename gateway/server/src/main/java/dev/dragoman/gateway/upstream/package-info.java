/**
 * The port towards upstreams and its values. Its adapters are the packages below. Imports contract
 * and protocol.
 */
@NullMarked
package dev.dragoman.gateway.upstream;

import org.jspecify.annotations.NullMarked;
