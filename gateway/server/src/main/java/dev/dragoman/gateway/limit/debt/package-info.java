/**
 * What windows of the store do not know yet while it is out of reach: recorded on the disk, and
 * settled by whoever comes after a process that died meanwhile. Imports store ports and the
 * contract's JSON alone.
 */
@NullMarked
package dev.dragoman.gateway.limit.debt;

import org.jspecify.annotations.NullMarked;
