/**
 * What people see of a fleet: its metrics, the alerts and the dashboards, judged by a real
 * Prometheus.
 */
@NullMarked
package dev.dragoman.operator.monitoring;

import org.jspecify.annotations.NullMarked;
