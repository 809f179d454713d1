package dev.dragoman.resources.route;

/** Who shares kept answers. */
public enum CacheScope {
  Key,
  Namespace
}
