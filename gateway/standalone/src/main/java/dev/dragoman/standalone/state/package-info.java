/**
 * What is kept from one start to the next: the digests of minted keys. Imports contract and start.
 */
@NullMarked
package dev.dragoman.standalone.state;

import org.jspecify.annotations.NullMarked;
