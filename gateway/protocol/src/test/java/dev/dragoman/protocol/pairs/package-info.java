/**
 * What has to be exact between every upstream and every client: usage and errors. The tables lie
 * under {@code pairs/} in the test resources.
 */
@NullMarked
package dev.dragoman.protocol.pairs;

import org.jspecify.annotations.NullMarked;
