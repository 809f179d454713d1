package dev.dragoman.gateway.source.stream;

import dev.dragoman.gateway.source.KeyListener;
import dev.dragoman.gateway.source.TouchedKeys;

/**
 * What is told of keys in a store, both ways.
 *
 * @param changes hears what the operator tells
 * @param touched is told to the operator with each acknowledgement
 */
public record KeyNews(KeyListener changes, TouchedKeys touched) {
  /** Of a process that keeps nothing of keys. */
  public static KeyNews none() {
    return new KeyNews(_ -> {}, new TouchedKeys());
  }
}
