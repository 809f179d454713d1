/** Tests of the scripted upstreams themselves. */
@NullMarked
package dev.dragoman.testkit;

import org.jspecify.annotations.NullMarked;
