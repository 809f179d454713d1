/** Tests of the identity in Google Cloud. */
@NullMarked
package dev.dragoman.gateway.upstream.google;

import org.jspecify.annotations.NullMarked;
