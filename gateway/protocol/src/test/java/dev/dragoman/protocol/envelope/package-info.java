@NullMarked
package dev.dragoman.protocol.envelope;

import org.jspecify.annotations.NullMarked;
