/**
 * Who is told of budgets: the log, metrics, a webhook. Imports the port of the limits and the HTTP
 * client of upstreams.
 */
@NullMarked
package dev.dragoman.gateway.alert;

import org.jspecify.annotations.NullMarked;
