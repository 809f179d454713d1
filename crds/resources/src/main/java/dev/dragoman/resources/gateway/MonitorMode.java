package dev.dragoman.resources.gateway;

/** Whether a ServiceMonitor is made. */
public enum MonitorMode {
  Auto,
  Enabled,
  Disabled
}
