/**
 * Who is asking. Pure: headers and known keys in, a caller or an error out. Imports contract and
 * the protocol's model.
 */
@NullMarked
package dev.dragoman.gateway.auth;

import org.jspecify.annotations.NullMarked;
