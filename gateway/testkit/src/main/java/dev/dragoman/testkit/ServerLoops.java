package dev.dragoman.testkit;

import reactor.netty.resources.LoopResources;

/**
 * The event loops that fake servers share. Not those of Reactor Netty's global resources, which end
 * with any gateway of the same JVM.
 */
public final class ServerLoops {
  /** Of daemon threads, to the end of the JVM. */
  public static final LoopResources ALL =
      LoopResources.create("fake-server", LoopResources.DEFAULT_IO_WORKER_COUNT, true);

  private ServerLoops() {}
}
