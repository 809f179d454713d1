/**
 * The operator's stream: the only part of a pod that knows where the operator is. Blocking calls on
 * threads of its own, which no request runs on.
 */
@NullMarked
package dev.dragoman.gateway.source.stream;

import org.jspecify.annotations.NullMarked;
