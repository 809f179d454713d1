package dev.dragoman.resources.gateway;

/** What a taint does. */
public enum TaintEffect {
  NoSchedule,
  PreferNoSchedule,
  NoExecute
}
