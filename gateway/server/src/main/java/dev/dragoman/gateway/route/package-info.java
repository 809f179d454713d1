/**
 * Which target serves a request. Pure: snapshot and caller in, plan out. Imports config and auth.
 */
@NullMarked
package dev.dragoman.gateway.route;

import org.jspecify.annotations.NullMarked;
