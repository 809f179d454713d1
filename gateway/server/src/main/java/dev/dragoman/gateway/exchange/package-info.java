/**
 * The spine: one exchange from a client's call to its reply. Imports ports only: auth, route,
 * upstream, codecs; never an adapter, never Spring's web types.
 */
@NullMarked
package dev.dragoman.gateway.exchange;

import org.jspecify.annotations.NullMarked;
