/**
 * Who is asking. Pure: headers and a snapshot in, a caller or an error out. Imports config and the
 * protocol's model.
 */
@NullMarked
package dev.dragoman.gateway.auth;

import org.jspecify.annotations.NullMarked;
