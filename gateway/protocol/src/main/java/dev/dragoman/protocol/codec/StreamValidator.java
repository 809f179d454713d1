package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.StreamEvent;
import java.util.function.Consumer;

/** Placeholder of the grammar. */
public final class StreamValidator implements Consumer<StreamEvent> {
  private final Consumer<? super StreamEvent> next;

  public StreamValidator(Consumer<? super StreamEvent> next) {
    this.next = next;
  }

  @Override
  public void accept(StreamEvent event) {
    next.accept(event);
  }
}
