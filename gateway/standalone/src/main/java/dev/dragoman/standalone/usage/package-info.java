/**
 * Who used what, from a store or from the admin API of a gateway that runs, and how people and
 * programs read it. Imports the contract and the store.
 */
@NullMarked
package dev.dragoman.standalone.usage;

import org.jspecify.annotations.NullMarked;
