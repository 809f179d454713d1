/** The store that the configuration in force names, opened. Imports contract and store alone. */
@NullMarked
package dev.dragoman.gateway.stores;

import org.jspecify.annotations.NullMarked;
