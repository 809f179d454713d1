/**
 * Environment variables, and the configuration they mean when there is no directory. Pure. Imports
 * contract, yaml, start and state.
 */
@NullMarked
package dev.dragoman.standalone.environment;

import org.jspecify.annotations.NullMarked;
