package dev.dragoman.gateway.source;

/** Port: offers configurations of its own accord, on threads of its own. */
public interface ConfigSource {
  /** Begins to look for configurations. */
  void start();

  /** Ends that; nothing is offered after it returns. */
  void stop();
}
