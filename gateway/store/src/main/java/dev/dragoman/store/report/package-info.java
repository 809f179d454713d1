/**
 * What keys may do and have done, as people are told it: by the admin API, by a key's own page and
 * on the command line alike. Pure but for the ports that it reads. Imports the contract and the
 * ports.
 */
@NullMarked
package dev.dragoman.store.report;

import org.jspecify.annotations.NullMarked;
