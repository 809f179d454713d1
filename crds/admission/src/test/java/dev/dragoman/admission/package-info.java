/** Tests of the judge, offline and against a real API server. */
@NullMarked
package dev.dragoman.admission;

import org.jspecify.annotations.NullMarked;
