/**
 * The gateway application: how it is started and how its parts are put together. Nobody imports
 * {@code GatewayWiring}.
 */
@NullMarked
package dev.dragoman.gateway;

import org.jspecify.annotations.NullMarked;
