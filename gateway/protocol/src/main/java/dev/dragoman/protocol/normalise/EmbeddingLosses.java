package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.model.EmbeddingRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists what a request for vectors loses on its way; whether it does is the encoder's to judge. All
 * of it is advisory: a vector is made of the texts. Single use.
 */
public final class EmbeddingLosses {
  /** Warnings go into a header, and the names are the client's. */
  private static final int MAX_REPORTED = 32;

  private final EmbeddingRequest request;
  private final String reason;
  private final List<Dropped> dropped = new ArrayList<>();

  /**
   * Of one request.
   *
   * @param upstream the target's protocol as users know it
   */
  public EmbeddingLosses(EmbeddingRequest request, String upstream) {
    this.request = request;
    this.reason = upstream + " has no such field for embeddings";
  }

  /** The end user. */
  public void user() {
    ifGiven(request.user(), request.spelling().user());
  }

  /** What the vectors are for. */
  public void purpose() {
    ifGiven(request.purpose(), request.spelling().purpose());
  }

  /** Fields that only the client's protocol has. */
  public void rest() {
    request.rest().keySet().stream()
        .limit(MAX_REPORTED)
        .forEach(name -> ifGiven(name, ForeignFields.printable(name)));
  }

  private void ifGiven(@Nullable Object value, String path) {
    if (value != null) {
      dropped.add(Dropped.advisory(path, reason));
    }
  }

  public List<Dropped> all() {
    return dropped;
  }
}
