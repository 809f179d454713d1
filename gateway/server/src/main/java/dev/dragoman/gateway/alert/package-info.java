/**
 * Who is told of budgets: the log, metrics, a webhook. Imports the port of the limits, the HTTP
 * client of upstreams and telemetry.
 */
@NullMarked
package dev.dragoman.gateway.alert;

import org.jspecify.annotations.NullMarked;
