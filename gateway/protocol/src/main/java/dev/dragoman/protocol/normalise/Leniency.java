package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes for targets that cannot carry all of a request, on routes that allow semantic losses.
 *
 * <pre>
 * encode ─▶ refused at a path ─▶ what stands there in other words, or without it ─▶ encode …
 * </pre>
 *
 * <p>What a target cannot carry is known to its codec alone, which says so by a refusal that names
 * the client's path; what may stand in the place of it is the same for all targets. Only the losses
 * that protocols.md 1.2 lists for the lenient mode are made: media, unknown blocks and sealed
 * compactions become text, forced choices are left to the model, tools that another provider runs
 * are left out, one answer is asked for instead of several. Everything else stays refused.
 */
public final class Leniency {
  /** Each loss costs an encoding up to the next refusal. */
  private static final int MOST = 64;

  private Leniency() {}

  /**
   * What is left of a request, and what was lost.
   *
   * @param lost at least one entry, of the semantic class
   */
  record Reduced(ChatRequest request, List<Dropped> lost) {
    Reduced {
      lost = List.copyOf(lost);
    }

    Reduced(ChatRequest request, String path, String reason) {
      this(request, List.of(Dropped.semantic(path, reason)));
    }
  }

  /**
   * The request as {@code codec} writes it, with semantic losses among those that it lists.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for what has no substitute, and when more than
   *     64 parts would be lost
   */
  public static Encoded encoded(OutboundCodec codec, ChatRequest request, Target target) {
    List<Dropped> lost = new ArrayList<>(0);
    ChatRequest rest = request;
    while (true) {
      try {
        return codec.encodeRequest(rest, target).after(lost);
      } catch (GatewayException refusal) {
        Reduced reduced = lost.size() < MOST ? reduced(rest, refusal.error()) : null;
        if (reduced == null) {
          throw refusal;
        }
        rest = reduced.request();
        lost.addAll(reduced.lost());
      }
    }
  }

  /** The request without what was refused, null when nothing may stand in its place. */
  private static @Nullable Reduced reduced(ChatRequest request, GatewayError refusal) {
    String path = refusal.param();
    if (path == null || refusal.kind() != ErrorKind.INVALID_REQUEST) {
      return null;
    }
    String named = path + ": ";
    String reason =
        refusal.message().startsWith(named)
            ? refusal.message().substring(named.length())
            : refusal.message();
    Reduced tools = ToolConcessions.at(request, path, reason);
    if (tools != null) {
      return tools;
    }
    Reduced envelope = envelope(request, path, reason);
    return envelope == null ? ContentNotes.at(request, path, reason) : envelope;
  }

  private static @Nullable Reduced envelope(ChatRequest request, String path, String reason) {
    Integer candidates = request.candidateCount();
    if (path.equals("n") && candidates != null && candidates > 1) {
      return new Reduced(request.withOneCandidate(), path, reason);
    }
    return request.ext().has(path)
        ? new Reduced(request.withExt(request.ext().without(path)), path, reason)
        : null;
  }
}
