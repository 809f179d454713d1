package dev.dragoman.gateway;

import java.lang.ref.WeakReference;

/** Asks whether something is still held. */
public final class Garbage {
  private static final int COLLECTIONS = 50;

  private Garbage() {}

  /** Whether nobody holds what {@code reference} refers to, after some collections at the most. */
  public static boolean isCollected(WeakReference<?> reference) {
    for (int i = 0; i < COLLECTIONS && reference.get() != null; i++) {
      System.gc();
    }
    return reference.get() == null;
  }
}
