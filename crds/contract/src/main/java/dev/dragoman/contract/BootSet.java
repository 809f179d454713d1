package dev.dragoman.contract;

import java.util.Locale;

/**
 * One of two complete copies of a bundle that pods start from. They are written in turns, each with
 * its head last, so a crash while one is written leaves the other whole.
 */
public enum BootSet {
  A,
  B;

  public BootSet other() {
    return this == A ? B : A;
  }

  /** As it stands in names of objects and files. */
  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
