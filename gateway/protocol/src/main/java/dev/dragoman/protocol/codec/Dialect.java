package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.GatewayException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a server deviates from the protocol that it speaks, beside what its models take. Data: rows
 * {@code dialects} of {@code families.yaml}.
 *
 * @param passThrough whether a client of the same protocol may be passed on as it is
 * @param credentialHeader header that carries a plain key, null for the protocol's own
 * @param prefix what stands before the protocol's own paths; {@code {model}} is the model's name
 * @param query what stands behind them, with its question mark
 * @param genAiProvider {@code gen_ai.provider.name} of the OpenTelemetry conventions for generative
 *     AI, null where the protocol's owner is meant
 */
public record Dialect(
    String name,
    boolean passThrough,
    @Nullable String credentialHeader,
    String prefix,
    String query,
    @Nullable String genAiProvider) {
  /** The protocol as its owner speaks it. */
  public static final Dialect STANDARD = new Dialect("Standard", true, null, "", "", null);

  /**
   * Where a call about {@code model} goes that goes to {@code usual} at the protocol's owner.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for a name that would lead elsewhere
   */
  public String path(String usual, String model) {
    return prefix.isEmpty() && query.isEmpty()
        ? usual
        : prefix.replace("{model}", segment(model)) + usual + query;
  }

  private static String segment(String name) {
    if (name.equals(".") || name.equals("..")) {
      throw GatewayException.invalid("model", "model: cannot be the name of a model");
    }
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
