package dev.dragoman.resources.values;

/** Which namespaces are meant. */
public enum From {
  Same,
  All,
  Selector
}
