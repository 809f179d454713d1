package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.GatewayException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server deviates from the protocol that it speaks, beside what its models take. Data: rows
 * {@code dialects} of {@code families.yaml}.
 *
 * @param passThrough whether a client of the same protocol may be passed on as it is
 * @param credentialHeader header that carries a plain key, null for the protocol's own
 * @param prefix what stands before the protocol's own paths; {@code {model}} is the model's name,
 *     {@code {project}} and {@code {location}} are those of {@link #within}
 * @param query what stands behind them, with its question mark
 * @param publisher whose models those are that no publisher is named for, where models are
 *     resources of publishers; null where they are none
 * @param quirks what else is otherwise
 * @param genAiProvider {@code gen_ai.provider.name} of the OpenTelemetry conventions for generative
 *     AI, null where the protocol's owner is meant
 */
public record Dialect(
    String name,
    boolean passThrough,
    @Nullable String credentialHeader,
    String prefix,
    String query,
    @Nullable String publisher,
    Set<Quirk> quirks,
    @Nullable String genAiProvider) {
  /** The protocol as its owner speaks it. */
  public static final Dialect STANDARD =
      new Dialect("Standard", true, null, "", "", null, Set.of(), null);

  /** Single deviations, by the names that the table uses. */
  public enum Quirk {
    /** A tool's call, and what answers it, have no ids. */
    CALLS_WITHOUT_IDS,
    /** Every content says its role. */
    ROLES_NEEDED,
    /** The service tier is asked for by a header. */
    TIER_IN_HEADER,
    /** A request may be labelled for the bill. */
    LABELS
  }

  public Dialect {
    quirks = Set.copyOf(quirks);
  }

  public boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  /** This dialect as it is spoken in a project, whose id may hold a colon, and a location. */
  public Dialect within(String project, String location) {
    return new Dialect(
        name,
        passThrough,
        credentialHeader,
        prefix
            .replace("{project}", segment(project).replace("%3A", ":"))
            .replace("{location}", segment(location)),
        query,
        publisher,
        quirks,
        genAiProvider);
  }

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
