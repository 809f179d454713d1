package dev.dragoman.standalone;

/** x. */
public final class DragomanCommand {
  private DragomanCommand() {}

  /** x. */
  public static void main(String[] args) {
    System.out.println("hi");
  }
}
