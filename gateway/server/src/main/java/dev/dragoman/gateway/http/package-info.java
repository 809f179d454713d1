/**
 * The edge towards clients: routes, bodies, headers, replies. The only package that knows Spring's
 * web types; nobody imports it but {@code GatewayWiring}.
 */
@NullMarked
package dev.dragoman.gateway.http;

import org.jspecify.annotations.NullMarked;
