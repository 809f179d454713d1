/** Who the gateway is in Azure. */
@NullMarked
package dev.dragoman.gateway.upstream.azure;

import org.jspecify.annotations.NullMarked;
