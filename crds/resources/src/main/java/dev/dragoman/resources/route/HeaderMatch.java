package dev.dragoman.resources.route;

/** How a header is compared. */
public enum HeaderMatch {
  Exact,
  Prefix,
  Present
}
