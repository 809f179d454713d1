package dev.dragoman.gateway.config;

/** Where configurations come from: a directory, a mounted bundle, the operator's stream. */
public interface ConfigSource {
  /** The configuration of now. */
  Configuration current();
}
