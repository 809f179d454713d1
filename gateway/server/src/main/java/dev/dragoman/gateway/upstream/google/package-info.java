/**
 * Who the gateway is in Google Cloud. The only importer of Google's own library, which knows every
 * kind of credential file and the metadata server, so that none of them is spoken to by code of
 * this project; it blocks, and is asked on threads of its own.
 */
@NullMarked
package dev.dragoman.gateway.upstream.google;

import org.jspecify.annotations.NullMarked;
