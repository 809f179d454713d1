/** What all replicas of the operator share. */
@NullMarked
package dev.dragoman.operator.shared;

import org.jspecify.annotations.NullMarked;
